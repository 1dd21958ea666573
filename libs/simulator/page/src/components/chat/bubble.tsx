import type { MessageView } from '../../../../src/control/api/index.js';
import { hueOf } from '../../format/hue.js';
import { messageSummary } from '../../format/message-summary.js';
import { stateLabel } from '../../format/message-state.js';
import { dayAndTime, timeOfDay } from '../../format/time.js';
import { authorOf, isOwn } from '../../state/authors.js';
import { inspect, selectedMessageId } from '../../state/selection.state.js';
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
  /** Follows one of the same author: no tail, no name. */
  readonly grouped: boolean;
  /** Reached by the tabulator; the others by the arrow keys. */
  readonly inTabOrder: boolean;
}

/** A message as a phone shows it: the own one on the right, those of others on the left. */
export function Bubble({ message, grouped, inTabOrder }: BubbleProps) {
  const { id, quote, groupId } = message;
  const own = isOwn(message);
  const author = authorOf(message);
  const bare = message.type === 'sticker' && !message.revoked;
  const time = `${message.edited ? 'edited ' : ''}${timeOfDay(message.at)}`;
  return (
    <article
      id={bubbleId(id)}
      class={['bubble-row', own ? 'right' : 'left', grouped ? 'grouped' : '', bare ? 'bare' : ''].join(' ')}
      data-message-id={id}
      tabIndex={inTabOrder ? 0 : -1}
      aria-label={`${author}: ${messageSummary(message)}. ${stateLabel(message)}`}
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
      <div class="bubble" style={{ '--time': JSON.stringify(time) }}>
        {groupId === undefined || own || grouped ? null : (
          <b
            class="author"
            style={{ '--hue': hueOf(message.direction === 'outbound' ? '' : message.personId) }}
          >
            {author}
          </b>
        )}
        {message.forwarded ? (
          <p class="forwarded">
            <Icon name="forward" size={14} /> Forwarded
          </p>
        ) : null}
        {quote ? <Quote quote={quote} /> : null}
        <MessageContent message={message} />
        <span class="meta">
          {message.edited ? 'edited ' : ''}
          <time dateTime={message.at} title={dayAndTime(message.at)}>
            {timeOfDay(message.at)}
          </time>
          <Receipts message={message} />
          <Ticks message={message} />
        </span>
        <Reactions message={message} />
      </div>
      <BubbleTools message={message} />
      <Failure message={message} />
    </article>
  );
}

interface ReceiptsProps {
  readonly message: MessageView;
}

/** Counts who in a group has received and read a message; shows nothing in a chat of two, and once everybody has read it. */
function Receipts({ message: { receipts, state } }: ReceiptsProps) {
  if (!receipts || state === 'read') return null;
  const read = receipts.filter(({ readAt }) => readAt !== undefined).length;
  const delivered = receipts.filter(({ deliveredAt }) => deliveredAt !== undefined).length;
  if (delivered === 0) return null;
  const [count, what] = read > 0 ? [read, 'read'] : [delivered, 'delivered'];
  return (
    <span class="receipts">
      {what} {count}/{receipts.length}
    </span>
  );
}
