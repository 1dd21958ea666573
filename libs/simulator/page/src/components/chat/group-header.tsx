import type { GroupView } from '../../../../src/control/api/index.js';
import { panelOpen, selectedMembers, selectPerson, showPanel } from '../../state/selection.state.js';
import { Avatar } from '../ui/avatar.js';
import { IconButton } from '../ui/icon-button.js';

interface GroupHeaderProps {
  readonly group: GroupView;
}

/** The name of the group, and its members. */
export function GroupHeader({ group }: GroupHeaderProps) {
  const names = selectedMembers.value.map(({ name }) => name);
  return (
    <header class="chat-header">
      <IconButton
        icon="back"
        label="Back to the people"
        class="phone-only"
        onClick={() => selectPerson(undefined)}
      />
      <button type="button" class="chat-person" title="About this group" onClick={() => showPanel('person')}>
        <Avatar id={group.id} name={group.subject} icon="people" size={40} />
        <span class="chat-titles">
          <h2>{group.subject}</h2>
          <small class="one-line">{names.length === 0 ? 'Nobody is in it' : names.join(', ')}</small>
        </span>
      </button>
      {group.suspended ? <span class="window-chip closed">Suspended</span> : null}
      <IconButton
        icon="panel"
        label="Show the panel"
        pressed={panelOpen.value}
        onClick={() => (panelOpen.value = !panelOpen.value)}
      />
    </header>
  );
}
