import type { PersonView } from '../../../../src/control/api/index.js';
import { messageSummary } from '../../format/message-summary.js';
import { shortTime } from '../../format/time.js';
import { conversationOf, conversations, simulatedDay, simulatedNow } from '../../state/simulator.state.js';
import { selectedNumberId } from '../../state/selection.state.js';
import { runningCalls } from '../../state/timeline.js';
import { Ticks } from '../chat/ticks.js';
import { Avatar } from '../ui/avatar.js';

interface PersonRowProps {
  readonly person: PersonView;
  readonly selected: boolean;
  readonly onSelect: () => void;
}

/** A person with the latest words of the conversation. */
export function PersonRow({ person, selected, onSelect }: PersonRowProps) {
  const conversation = conversationOf(person, selectedNumberId.value);
  const last = conversations.value
    .get(person.id)
    ?.findLast((message) => message.phoneNumberId === selectedNumberId.value);
  const until = conversation?.typingUntil;
  const typing = until ? Date.parse(until) > simulatedNow.value : false;
  const call = runningCalls.value.find(({ personId }) => personId === person.id);
  const present = call
    ? call.state === 'ringing'
      ? '📞 Rings …'
      : '📞 On the phone'
    : typing
      ? 'typing …'
      : undefined;
  return (
    <button
      type="button"
      class="person-row"
      aria-current={selected ? 'true' : undefined}
      title={person.about}
      onClick={onSelect}
    >
      <Avatar id={person.id} name={person.name} online={person.online} />
      <span class="person-name">{person.name}</span>
      <span class="person-time">{last ? shortTime(last.at, simulatedDay.value) : ''}</span>
      <span class="person-preview">
        {present === undefined ? (
          <>
            {last ? <Ticks message={last} /> : null}
            <span class="one-line">{last ? messageSummary(last) : (person.about ?? '')}</span>
          </>
        ) : (
          <span class="typing-word">{present}</span>
        )}
      </span>
      {conversation && conversation.unread > 0 ? (
        <span class="unread">
          {conversation.unread}
          <span class="visually-hidden"> unread</span>
        </span>
      ) : null}
      {person.online ? null : <span class="visually-hidden">offline</span>}
    </button>
  );
}
