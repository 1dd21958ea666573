import type { MessageView } from '../../../../src/control/api/index.js';
import { act } from '../../state/actions.js';
import { nameOf } from '../../state/authors.js';
import { selectedGroupId, selectedPerson } from '../../state/selection.state.js';

interface ReactionsProps {
  readonly message: MessageView;
}

/** The emojis under a bubble; pressing the own one takes it away. */
export function Reactions({ message }: ReactionsProps) {
  if (message.reactions.length === 0) return null;
  return (
    <div class="reactions">
      {message.reactions.map(({ from, personId, emoji }) => {
        const isGroup = selectedGroupId.value !== undefined;
        if (from === 'person' && (!isGroup || personId === selectedPerson.value?.id)) {
          return (
            <button
              key="own"
              type="button"
              aria-label={`Your reaction ${emoji}: remove`}
              title="Remove the reaction"
              onClick={() => void act({ action: 'react', messageId: message.id, emoji: '' })}
            >
              {emoji}
            </button>
          );
        }
        const author = from === 'business' ? 'The business' : (nameOf(personId) ?? 'Somebody');
        return (
          <span key={personId ?? from} role="img" aria-label={`${author} reacted ${emoji}`} title={author}>
            {emoji}
          </span>
        );
      })}
    </div>
  );
}
