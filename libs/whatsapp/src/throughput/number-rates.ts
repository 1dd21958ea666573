import type { SendingAccount } from '../messages/index.js';

/**
 * Finds the number of messages a second that a business number may send and receive (platform
 * rules, throughput: 80; 1000 after Meta's upgrade; 20 where the number is also used in the
 * WhatsApp Business app).
 *
 * @publicApi
 */
export abstract class NumberRates {
  /** The best that is known now; asked for each message, so it must not wait. */
  abstract perSecond(account: Pick<SendingAccount, 'name' | 'phoneNumberId'>): number;

  /** Meta changed something about a number: what is known of the rates may be wrong. */
  forget(): void {
    // Whoever remembers nothing forgets nothing.
  }
}
