import { SetMetadata } from '@nestjs/common';
import type { GraphApiError } from '../../errors/index.js';
import type { WhatsAppMessage } from '../dto/index.js';
import type { PendingSend } from './pending-send.js';

/**
 * A rule that every send must pass before anything goes out.
 *
 * @publicApi
 */
export interface SendPolicy {
  /**
   * Return nothing to let the message pass, or another message to send that one instead (it is validated and addressed like
   * the first, goes on with the policies after this one, and is posted to `/messages` whatever the first was for).
   *
   * @throws to refuse the message; use `SendRefusedError`, or a subclass, so that callers can tell.
   */
  check(send: PendingSend): void | WhatsAppMessage | Promise<void | WhatsAppMessage>;

  /**
   * Starts the look-ups that {@link check} will need, while the idempotency key of the send is
   * claimed; nobody waits for it. It changes nothing: a message that turns out to be a repeat is
   * not checked. What it throws is ignored.
   */
  lookUp?(send: PendingSend): void | Promise<void>;

  /**
   * Meta has rejected the message. Return another one to send that in its place, once: it goes the way of one that `check` returns. What
   * becomes of that one counts for the caller.
   */
  instead?(send: PendingSend, error: GraphApiError): void | WhatsAppMessage | Promise<void | WhatsAppMessage>;
}

/** Options of a policy: its position among the others. */
export interface SendPolicyOptions {
  /** Lower runs earlier; the library's own use 100 to 900, and 10000 for the repeat guard, which judges what is left. @default 1000 */
  order?: number;
}

/** @internal */
export const SEND_POLICY_METADATA = 'nestjs-whatsapp:send-policy';

/**
 * Marks a provider as a {@link SendPolicy}. It is found wherever the application declares it.
 *
 * @example
 * ```ts
 * @Injectable()
 * @WhatsAppSendPolicy({ order: 2000 })
 * export class OfficeHoursPolicy implements SendPolicy {
 *   check(send: PendingSend): void {
 *     if (!this.officeHours.now()) throw new SendRefusedError('office hours', 'we are closed');
 *   }
 * }
 * ```
 * @publicApi
 */
export function WhatsAppSendPolicy({ order = 1000 }: SendPolicyOptions = {}): ClassDecorator {
  return SetMetadata(SEND_POLICY_METADATA, order);
}
