/** A state that Meta reports of a message that goes well. */
export type MessageStatus = 'sent' | 'delivered' | 'read';

/** The time until each status, in milliseconds after the one before; `false`: it never comes. */
export interface StatusDelays {
  /** After the message was accepted. @default 20 */
  readonly sentMs: number | false;
  /** After `sent`. @default 150 */
  readonly deliveredMs: number | false;
  /** After `delivered`; `false`: read only when the person is told to. @default 600 */
  readonly readMs: number | false;
}

/** One status to come. */
export interface StatusStep {
  readonly status: MessageStatus;
  readonly afterMs: number;
}

/** The statuses that a message goes through: a reaction and a pin are only ever `sent`. */
export function statusSteps(type: string, delays: StatusDelays): StatusStep[] {
  const steps: StatusStep[] = [];
  if (delays.sentMs !== false) steps.push({ status: 'sent', afterMs: delays.sentMs });
  if (type === 'reaction' || type === 'pin') return steps;
  if (delays.deliveredMs !== false) steps.push({ status: 'delivered', afterMs: delays.deliveredMs });
  if (delays.readMs !== false) steps.push({ status: 'read', afterMs: delays.readMs });
  return steps;
}
