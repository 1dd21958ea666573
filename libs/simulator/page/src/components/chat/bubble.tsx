import type { MessageView } from '../../../../src/control/api/index.js';
import { messageSummary } from '../../format/message-summary.js';
import { stateLabel } from '../../format/message-state.js';
import { dayAndTime, timeOfDay } from '../../format/time.js';
import { inspect, selectedMessageId, selectedNumber, selectedPerson } from '../../state/selection.state.js';
import { MessageContent } from '../content/message-content.js';
import { Icon } from '../ui/icon.js';
import { bubbleId } from './bubble-id.js';
import { BubbleTools, startReply } from './bubble-tools.js';
import { Failure } from './failure.js';
import { Quote } from './quote.js';
import { Reactions } from './reactions.js';
import { Ticks } from './ticks.js';

interface BubbleProps {
  readonly message: MessageView;
  /** Follows one of the same side: no tail. */
  readonly grouped: boolean;
  /** Reached by the tabulator; the others by the arrow keys. */
  readonly inTabOrder: boolean;
}

/** A message as a phone shows it: the person's own on the right, those of the business on the left. */
export function Bubble({ message, grouped, inTabOrder }: BubbleProps) {
  const { id, direction, quote } = message;
  const author = direction === 'inbound' ? selectedPerson.value?.name : selectedNumber.value?.verifiedName;
  const bare = message.type === 'sticker' && !message.revoked;
  return (
    <article
      id={bubbleId(id)}
      class={['bubble-row', direction, grouped ? 'grouped' : '', bare ? 'bare' : ''].join(' ')}
      data-message-id={id}
      tabIndex={inTabOrder ? 0 : -1}
      aria-label={`${author ?? ''}: ${messageSummary(message)}. ${stateLabel(message)}`}
      aria-current={selectedMessageId.value === id ? 'true' : undefined}
      onClick={({ currentTarget }) => {
        selectedMessageId.value = id;
        // On a phone the tools come below the bubble.
        requestAnimationFrame(() => currentTarget.scrollIntoView({ block: 'nearest' }));
      }}
      onKeyDown={(event) => {
        if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey) return;
        if (event.key === 'Enter') inspect(id);
        else if (event.key === 'r' && !message.revoked) {
          event.preventDefault();
          startReply(message);
        }
      }}
    >
      <div class="bubble">
        {message.forwarded ? (
          <p class="forwarded">
            <Icon name="forward" size={14} /> Forwarded
          </p>
        ) : null}
        {message.groupId === undefined ? null : <p class="forwarded">In a group</p>}
        {quote ? <Quote quote={quote} /> : null}
        <MessageContent message={message} />
        <span class="meta">
          {message.edited ? 'edited ' : ''}
          <time dateTime={message.at} title={dayAndTime(message.at)}>
            {timeOfDay(message.at)}
          </time>
          <Ticks message={message} />
        </span>
        <Reactions message={message} />
      </div>
      <BubbleTools message={message} />
      <Failure message={message} />
    </article>
  );
}
