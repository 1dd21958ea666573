import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { MessageView, PersonView } from '../../../../src/control/api/index.js';
import { dayLabel } from '../../format/time.js';
import { simulatedDay } from '../../state/simulator.state.js';
import { businessTyping, selectedMessages } from '../../state/selection.state.js';
import { Bubble } from './bubble.js';
import { Notice } from './notice.js';
import { Typing } from './typing.js';

interface MessageListProps {
  readonly person: PersonView;
}

/** Within so many pixels of the end, the new message included, the list follows what the business writes. */
const NEAR_END = 560;
/** Types that stand between the bubbles instead of in one. */
const NOTICES = new Set(['reaction', 'system', 'edit', 'revoke', 'pin', 'request_welcome']);

/** The conversation, oldest first. Arrow keys go from message to message. */
export function MessageList({ person }: MessageListProps) {
  const list = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState<string>();
  const messages = selectedMessages.value;
  const last = messages.at(-1)?.id;
  const inTabOrder = messages.some(({ id }) => id === focused) ? focused : last;
  const typing = businessTyping.value;

  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return;
    const own = messages.at(-1)?.direction === 'inbound';
    const fromEnd = element.scrollHeight - element.scrollTop - element.clientHeight;
    if (own || fromEnd < NEAR_END) element.scrollTop = element.scrollHeight;
  }, [last, typing]);
  useLayoutEffect(() => {
    if (list.current) list.current.scrollTop = list.current.scrollHeight;
  }, [person.id]);

  return (
    <div
      ref={list}
      class="messages"
      role="log"
      aria-label={`Messages with ${person.name}`}
      onKeyDown={moveFocus}
      onFocusIn={(event) => {
        const row = event.target instanceof Element ? event.target.closest('[data-message-id]') : null;
        if (row instanceof HTMLElement) setFocused(row.dataset['messageId']);
      }}
    >
      {messages.length === 0 ? (
        <p class="day-label">No messages yet. {person.about ?? 'Write the first one below.'}</p>
      ) : null}
      {daysOf(messages).map(({ day, entries }) => (
        <section key={day} aria-label={day}>
          <p class="day-label">{day}</p>
          {entries.map((message, index) => (
            <Entry
              key={message.id}
              message={message}
              previous={entries[index - 1]}
              inTabOrder={message.id === inTabOrder}
            />
          ))}
        </section>
      ))}
      {typing ? <Typing /> : null}
    </div>
  );
}

interface EntryProps {
  readonly message: MessageView;
  readonly previous: MessageView | undefined;
  readonly inTabOrder: boolean;
}

function Entry({ message, previous, inTabOrder }: EntryProps) {
  if (NOTICES.has(message.type)) return <Notice message={message} />;
  const grouped = previous?.direction === message.direction && !NOTICES.has(previous.type);
  return <Bubble message={message} grouped={grouped} inTabOrder={inTabOrder} />;
}

interface Day {
  readonly day: string;
  readonly entries: MessageView[];
}

function daysOf(messages: readonly MessageView[]): Day[] {
  const days: Day[] = [];
  for (const message of messages) {
    const day = dayLabel(message.at, simulatedDay.value);
    const last = days.at(-1);
    if (last?.day === day) last.entries.push(message);
    else days.push({ day, entries: [message] });
  }
  return days;
}

function moveFocus(event: KeyboardEvent): void {
  const { target, currentTarget, key } = event;
  if (!(target instanceof HTMLElement && currentTarget instanceof HTMLElement)) return;
  if (target.dataset['messageId'] === undefined) return;
  const rows = [...currentTarget.querySelectorAll<HTMLElement>('[data-message-id]')];
  const index = rows.indexOf(target);
  const next = { ArrowUp: rows[index - 1], ArrowDown: rows[index + 1], Home: rows[0], End: rows.at(-1) }[key];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
