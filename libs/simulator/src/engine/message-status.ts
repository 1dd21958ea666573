import type { AcceptedMessage } from './accepted-message.js';

/** A state that Meta reports of a message. */
export type MessageStatus = 'sent' | 'delivered' | 'read';

/** How long each status takes, in milliseconds after the one before; `false`: it never comes. */
export interface StatusDelays {
  /** After the message was accepted. @default 20 */
  readonly sentMs: number | false;
  /** After `sent`. @default 150 */
  readonly deliveredMs: number | false;
  /** After `delivered`; `false` is a user without read receipts. @default 600 */
  readonly readMs: number | false;
}

/** One status to come. */
export interface StatusStep {
  readonly status: MessageStatus;
  readonly afterMs: number;
}

/** The statuses that a message goes through: a reaction and a pin are only ever `sent`. */
export function statusSteps(message: AcceptedMessage, delays: StatusDelays): StatusStep[] {
  const steps: [MessageStatus, number | false][] = [['sent', delays.sentMs]];
  if (message.type !== 'reaction' && message.type !== 'pin') {
    steps.push(['delivered', delays.deliveredMs], ['read', delays.readMs]);
  }
  return steps.flatMap(([status, afterMs]) => (afterMs === false ? [] : [{ status, afterMs }]));
}
