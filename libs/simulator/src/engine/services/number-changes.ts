import { BUSINESS_ID } from '../account/business.js';
import type { SimulatorState } from '../state/simulator-state.js';
import type { WebhookSink } from '../webhooks/webhook-sink.js';
import type { PhoneNumberEntry } from '../numbers/phone-number-book.js';
import { restrictionNotices } from '../numbers/restriction-notices.js';
import type { SimulatedPhoneNumber } from '../numbers/phone-number.js';

/** The most numbers of a business and of an account of it. */
const MAX_NUMBERS = 20;
/** The decision of Meta about a display name, by the state that it gets; of another state nobody is told. */
const NAME_DECISIONS: Readonly<Record<string, string>> = {
  APPROVED: 'APPROVED',
  DECLINED: 'REJECTED',
  PENDING_REVIEW: 'PENDING',
  DEFERRED: 'DEFERRED',
};

/** Changes business numbers, and tells the business what Meta tells it of. */
export class NumberChanges {
  constructor(
    private readonly state: SimulatorState,
    private readonly sink: WebhookSink,
  ) {}

  /** Changes properties of a number. @throws Error for an unknown id, and for a number that is not international */
  update(id: string, changes: Partial<Omit<SimulatedPhoneNumber, 'id'>>): SimulatedPhoneNumber {
    const { phoneNumbers, clock } = this.state;
    const before = phoneNumbers.find(id)?.number;
    const number = phoneNumbers.update(id, changes);
    const entry = phoneNumbers.find(id);
    if (!before || !entry) return number;
    this.tellLimits(before, entry);
    this.tellName(before, entry);
    for (const value of restrictionNotices(before.restriction, number.restriction, clock.now())) {
      this.tell('account_update', { phone_number: entry.digits, ...value }, String(value['event']));
    }
    return number;
  }

  /** Sets the PIN of the two-step verification, or takes it away. */
  setPin({ number, digits }: PhoneNumberEntry, pin: string | undefined): void {
    const settings = this.state.settings.of(number.id);
    if (settings.pin === pin) return;
    settings.pin = pin;
    const event = pin === undefined ? 'PIN_RESET_SUCCESS' : 'PIN_CHANGED';
    this.tell('security', { display_phone_number: digits, event, requester: BUSINESS_ID }, event);
  }

  /** Tells of new settings for calls. */
  tellCalling({ number }: PhoneNumberEntry, calling: unknown): void {
    const value = {
      messaging_product: 'whatsapp',
      timestamp: String(Math.floor(this.state.clock.now() / 1000)),
      type: 'phone_number_settings',
      phone_number_settings: { phone_number_id: number.id, calling },
    };
    this.tell('account_settings_update', value, 'calling');
  }

  private tellLimits(before: SimulatedPhoneNumber, { number, digits }: PhoneNumberEntry): void {
    const { messagingLimitTier: tier, throughput } = number;
    if (tier !== before.messagingLimitTier) {
      const value = {
        max_daily_conversations_per_business: tier,
        max_phone_numbers_per_business: MAX_NUMBERS,
        max_phone_numbers_per_waba: MAX_NUMBERS,
      };
      this.tell('business_capability_update', value, tier);
    }
    if (throughput === before.throughput || throughput !== 'HIGH') return;
    const event = 'THROUGHPUT_UPGRADE';
    const value = { display_phone_number: digits, event, max_daily_conversations_per_business: tier };
    this.tell('phone_number_quality_update', value, event);
  }

  private tellName(before: SimulatedPhoneNumber, { number, digits }: PhoneNumberEntry): void {
    const { verifiedName, nameStatus } = number;
    const decision = NAME_DECISIONS[nameStatus];
    const changed = verifiedName !== before.verifiedName || nameStatus !== before.nameStatus;
    if (!changed || decision === undefined) return;
    const value = {
      display_phone_number: digits,
      decision,
      requested_verified_name: verifiedName,
      rejection_reason: decision === 'REJECTED' ? 'NAME_NOT_CONSISTENT' : null,
    };
    this.tell('phone_number_name_update', value, `${verifiedName}: ${decision}`);
  }

  private tell(field: string, value: Readonly<Record<string, unknown>>, what: string): void {
    void this.sink.send({ field, value, summary: `${field}: ${what}` });
  }
}
