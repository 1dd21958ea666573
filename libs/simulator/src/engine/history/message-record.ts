import type { AcceptedMessage } from '../messages/accepted-message.js';
import type { MessageResponse } from '../messages/message-response.js';
import type { Person } from '../people/person.js';
import type { RenderedTemplate } from '../templates/rendered-template.js';

/** The state of a message. */
export type RecordState =
  'accepted' | 'held' | 'sent' | 'delivered' | 'read' | 'played' | 'failed' | 'dropped' | 'received';

/** The reason why a message failed. */
export interface LateFailure {
  readonly code: number;
  readonly details: string;
}

/** The progress of a message to a group at one participant. */
export interface GroupReceipt {
  readonly userId: string;
  /** Milliseconds since 1970, simulated. */
  deliveredAt?: number;
  readAt?: number;
}

/** A message either way, and what became of it. */
export interface MessageRecord {
  readonly id: string;
  /** `outbound`: from the business to the person. */
  readonly direction: 'outbound' | 'inbound';
  readonly phoneNumberId: string;
  readonly person: Person;
  readonly groupId?: string | undefined;
  /** The receipts of the business's message to a group, one for each participant. */
  readonly receipts?: readonly GroupReceipt[] | undefined;
  readonly type: string;
  /** The content that stands under the type. */
  content: unknown;
  /** Milliseconds since 1970, simulated. */
  readonly at: number;
  state: RecordState;
  readonly steps: { readonly state: RecordState; readonly at: number }[];
  failure?: LateFailure;
  readonly quotes?: string | undefined;
  /** The emoji that stand under it. */
  readonly reactions: { business?: string | undefined; people?: Readonly<Record<string, string>> };
  edited: boolean;
  revoked: boolean;
  readonly forwarded: boolean;
  readonly rendered?: RenderedTemplate | undefined;
  readonly accepted?: AcceptedMessage | undefined;
  readonly response?: MessageResponse | undefined;
  readonly webhookIds: string[];
  /** Sent to somebody who blocks the business: it never comes, also when they do so no longer. */
  undeliverable?: boolean;
  /** Dropped in silence where it was not delivered until then. */
  readonly expiresAt: number;
}

/** The next step of a message's life. */
export function enterState(record: MessageRecord, state: RecordState, at: number): void {
  record.state = state;
  record.steps.push({ state, at });
}

/** Whether a message has been in a state. */
export function hasEntered({ steps }: MessageRecord, state: RecordState): boolean {
  return steps.some((step) => step.state === state);
}

/** Whether the business's message has been delivered to a person, in a group to this one. */
export function hasReached(record: MessageRecord, { userId }: Person): boolean {
  if (record.receipts) {
    return record.receipts.some((receipt) => receipt.userId === userId && receipt.deliveredAt !== undefined);
  }
  return hasEntered(record, 'delivered') || hasEntered(record, 'read');
}

/** Whether the business's message to one person, who is online, is on its way and will be delivered in a moment. */
export function isComing(record: MessageRecord, person: Person, now: number): boolean {
  const state = stateAt(record, now);
  if (record.receipts !== undefined || record.undeliverable) return false;
  return person.online && (state === 'accepted' || state === 'sent');
}

/** The state, a drop included, which nobody reports: it is seen in that the time is over. */
export function stateAt(record: MessageRecord, now: number): RecordState {
  const reached = record.receipts?.some(({ deliveredAt }) => deliveredAt !== undefined) ?? false;
  const waiting = !reached && (record.state === 'sent' || record.state === 'accepted');
  return waiting && record.expiresAt <= now ? 'dropped' : record.state;
}
