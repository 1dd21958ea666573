import { isRecord, millisecondsOrNone } from '../common/internal.js';
import type { CallEvent, InboundEvent, InboundMessage, InboundMessageEvent } from '../webhooks/index.js';
import { groupOfEvent } from '../webhooks/internal.js';

/** Messages that the user did not write. */
const notWritten: ReadonlySet<string> = new Set(['system', 'request_welcome', 'revoke']);

/**
 * Returns the time when the user wrote or called, where an event tells of that: its own time,
 * whenever it comes. `undefined` for everything else: system messages, deletions, answers that the
 * app gave by itself, calls of the business, and whatever is written in groups.
 */
export function userWroteAt(event: InboundEvent): number | undefined {
  if (event.kind === 'message') return isWritten(event) ? event.timestamp : undefined;
  return event.kind === 'call' ? calledAt(event) : undefined;
}

/** Returns `true` when the user came from an ad or a post with this message (Webhooks reference, referral). */
export function isReferred({ message }: InboundMessageEvent): boolean {
  return isRecord(message.referral);
}

function isWritten(event: InboundMessageEvent): boolean {
  const { message } = event;
  const type: string = message.type;
  return !notWritten.has(type) && groupOfEvent(event) === undefined && !isAutomatic(message);
}

/** A call permission that the app gave because the user called. */
function isAutomatic(message: InboundMessage): boolean {
  if (message.type !== 'interactive') return false;
  const reply: Readonly<Record<string, unknown>> = { ...message.interactive };
  const permission = reply['call_permission_reply'];
  return isRecord(permission) && permission['response_source'] === 'automatic';
}

function calledAt({ call, timestamp }: CallEvent): number | undefined {
  if (call.direction !== 'USER_INITIATED') return undefined;
  if (call.event !== 'terminate') return timestamp;
  return millisecondsOrNone(call.start_time);
}
