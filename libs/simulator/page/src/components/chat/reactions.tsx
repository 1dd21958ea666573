import type { MessageView } from '../../../../src/control/api/index.js';
import { act } from '../../state/actions.js';

interface ReactionsProps {
  readonly message: MessageView;
}

/** The emojis under a bubble; pressing the person's own one takes it away. */
export function Reactions({ message }: ReactionsProps) {
  if (message.reactions.length === 0) return null;
  return (
    <div class="reactions">
      {message.reactions.map(({ from, emoji }) =>
        from === 'person' ? (
          <button
            key={from}
            type="button"
            aria-label={`Your reaction ${emoji}: remove`}
            title="Remove the reaction"
            onClick={() => void act({ action: 'react', messageId: message.id, emoji: '' })}
          >
            {emoji}
          </button>
        ) : (
          <span key={from} role="img" aria-label={`The business reacted ${emoji}`} title="From the business">
            {emoji}
          </span>
        ),
      )}
    </div>
  );
}
