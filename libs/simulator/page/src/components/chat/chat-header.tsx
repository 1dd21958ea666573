import type { PersonView } from '../../../../src/control/api/index.js';
import { act } from '../../state/actions.js';
import { panelOpen, selectedNumber, selectPerson, showPanel } from '../../state/selection.state.js';
import { Avatar } from '../ui/avatar.js';
import { IconButton } from '../ui/icon-button.js';
import { WindowChip } from './window-chip.js';

interface ChatHeaderProps {
  readonly person: PersonView;
}

/** The owner of the phone, and the state of the conversation with the business. */
export function ChatHeader({ person }: ChatHeaderProps) {
  const business = selectedNumber.value;
  const facts = [
    person.phoneNumber ?? person.id,
    ...(person.online ? [] : ['offline']),
    ...(person.device === 'kaios' ? ['KaiOS'] : []),
  ];
  return (
    <header class="chat-header">
      <IconButton
        icon="back"
        label="Back to the people"
        class="phone-only"
        onClick={() => selectPerson(undefined)}
      />
      <button type="button" class="chat-person" title="About this person" onClick={() => showPanel('person')}>
        <Avatar id={person.id} name={person.name} online={person.online} size={40} />
        <span class="chat-titles">
          <h2>{person.name}</h2>
          <small class="one-line">
            {facts.join(' · ')}
            {business ? <span class="wide-only"> — chat with {business.verifiedName}</span> : null}
          </small>
        </span>
      </button>
      <WindowChip />
      <IconButton
        icon="phone"
        class="wide-only"
        label={`Call ${business?.verifiedName ?? 'the business'}`}
        onClick={() => void act({ action: 'call' })}
      />
      <IconButton
        icon="panel"
        label="Show the panel"
        pressed={panelOpen.value}
        onClick={() => (panelOpen.value = !panelOpen.value)}
      />
    </header>
  );
}
