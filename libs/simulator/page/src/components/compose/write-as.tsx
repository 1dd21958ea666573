import type { PersonView } from '../../../../src/control/api/index.js';
import { selectedGroup, selectedMembers, writeAs } from '../../state/selection.state.js';

interface WriteAsProps {
  /** The person as whom one writes at present. */
  readonly person: PersonView;
}

/** Chooses, in a group, the member as whom one writes and whose phone one sees. */
export function WriteAs({ person }: WriteAsProps) {
  if (!selectedGroup.value) return null;
  return (
    <label class="write-as">
      On the phone of{' '}
      <select value={person.id} onChange={(event) => writeAs(event.currentTarget.value)}>
        {selectedMembers.value.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
