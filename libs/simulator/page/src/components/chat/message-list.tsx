import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { dayLabel } from '../../format/time.js';
import { isOwn, businessName } from '../../state/authors.js';
import { simulatedDay } from '../../state/simulator.state.js';
import { businessTyping } from '../../state/selection.state.js';
import { timeline, type TimelineEntry } from '../../state/timeline.js';
import { Bubble } from './bubble.js';
import { CallEntry } from './call-entry.js';
import { GroupNotice } from './group-notice.js';
import { Notice } from './notice.js';
import { PauseNote } from './pause-note.js';

interface MessageListProps {
  /** The id of the person or the group. */
  readonly chatId: string;
  /** The name of the person or the group. */
  readonly name: string;
  /** Shown while nothing has been said. */
  readonly about: string | undefined;
}

/** Within so many pixels of the end, the new message included, the list follows what the business writes. */
const NEAR_END = 560;
/** Types that stand between the bubbles instead of in one. */
const NOTICES = new Set(['reaction', 'system', 'edit', 'revoke', 'pin', 'request_welcome']);

/** The conversation, oldest first. Arrow keys go from message to message. */
export function MessageList({ chatId, name, about }: MessageListProps) {
  const list = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState<string>();
  const entries = timeline.value;
  const last = entries.at(-1);
  const focusable = entries.filter(isBubble).map(({ key }) => key);
  const inTabOrder = focused !== undefined && focusable.includes(focused) ? focused : focusable.at(-1);
  const typing = businessTyping.value;

  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return;
    const own = last?.kind === 'message' && isOwn(last.message);
    const fromEnd = element.scrollHeight - element.scrollTop - element.clientHeight;
    if (own || fromEnd < NEAR_END) element.scrollTop = element.scrollHeight;
  }, [last?.key, typing]);
  useLayoutEffect(() => {
    if (list.current) list.current.scrollTop = list.current.scrollHeight;
  }, [chatId]);

  return (
    <div
      ref={list}
      class="messages"
      role="log"
      aria-label={`Messages with ${name}`}
      onKeyDown={moveFocus}
      onFocusIn={(event) => {
        const row = event.target instanceof Element ? event.target.closest('[data-message-id]') : null;
        if (row instanceof HTMLElement) setFocused(row.dataset['messageId']);
      }}
    >
      {entries.length === 0 ? (
        <p class="day-label">No messages yet. {about ?? 'Write the first one below.'}</p>
      ) : null}
      {daysOf(entries).map(({ day, entries: ofDay }) => (
        <section key={day} aria-label={day}>
          <p class="day-label">{day}</p>
          {ofDay.map((entry, index) => (
            <Entry
              key={entry.key}
              entry={entry}
              previous={ofDay[index - 1]}
              inTabOrder={entry.key === inTabOrder}
            />
          ))}
        </section>
      ))}
      {typing ? <Typing /> : null}
      <PauseNote />
    </div>
  );
}

interface EntryProps {
  readonly entry: TimelineEntry;
  readonly previous: TimelineEntry | undefined;
  readonly inTabOrder: boolean;
}

function Entry({ entry, previous, inTabOrder }: EntryProps) {
  if (entry.kind === 'call') return <CallEntry call={entry.call} />;
  if (entry.kind === 'notice') return <GroupNotice notice={entry.notice} />;
  const { message } = entry;
  if (!isBubble(entry)) return <Notice message={message} />;
  const before = previous?.kind === 'message' && isBubble(previous) ? previous.message : undefined;
  const sameAuthor =
    before?.direction === message.direction &&
    (message.direction === 'outbound' ||
      message.groupId === undefined ||
      before.personId === message.personId);
  return <Bubble message={message} grouped={sameAuthor} inTabOrder={inTabOrder} />;
}

function isBubble(entry: TimelineEntry): boolean {
  return entry.kind === 'message' && !NOTICES.has(entry.message.type);
}

interface Day {
  readonly day: string;
  readonly entries: TimelineEntry[];
}

function daysOf(entries: readonly TimelineEntry[]): Day[] {
  const days: Day[] = [];
  for (const entry of entries) {
    const day = dayLabel(entry.at, simulatedDay.value);
    const last = days.at(-1);
    if (last?.day === day) last.entries.push(entry);
    else days.push({ day, entries: [entry] });
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

/** The dots that show that the business types. */
function Typing() {
  return (
    <div class="bubble-row left typing-row">
      <div class="bubble typing" role="status" aria-label={`${businessName()} is typing`}>
        <i />
        <i />
        <i />
      </div>
    </div>
  );
}
