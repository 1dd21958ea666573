import type { GroupView } from '../../../../src/control/api/index.js';
import { messageSummary } from '../../format/message-summary.js';
import { shortTime } from '../../format/time.js';
import { businessName, nameOf } from '../../state/authors.js';
import { groupMessages, simulatedDay } from '../../state/simulator.state.js';
import { Avatar } from '../ui/avatar.js';

interface GroupRowProps {
  readonly group: GroupView;
  readonly selected: boolean;
  readonly onSelect: () => void;
}

/** A group with the latest words in it. */
export function GroupRow({ group, selected, onSelect }: GroupRowProps) {
  const last = groupMessages.value.get(group.id)?.at(-1);
  const author = last?.direction === 'outbound' ? businessName() : nameOf(last?.personId);
  return (
    <button
      type="button"
      class="person-row"
      aria-current={selected ? 'true' : undefined}
      title={group.description}
      onClick={onSelect}
    >
      <Avatar id={group.id} name={group.subject} icon="people" />
      <span class="person-name">{group.subject}</span>
      <span class="person-time">{last ? shortTime(last.at, simulatedDay.value) : ''}</span>
      <span class="person-preview">
        <span class="one-line">
          {last ? `${author ?? ''}: ${messageSummary(last)}` : `Group of ${group.participantIds.length}`}
        </span>
      </span>
      <span class="visually-hidden">group</span>
    </button>
  );
}
