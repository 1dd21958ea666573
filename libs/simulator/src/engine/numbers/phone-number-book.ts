import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { unknownNode } from '../errors/unknown-node.js';
import type { SimulatedPhoneNumber, SimulatedPhoneNumberOptions } from './phone-number.js';

/** A number with what is derived from it once, rather than at every send. */
export interface PhoneNumberEntry {
  readonly number: SimulatedPhoneNumber;
  /** The number in digits, as webhooks print it in `metadata.display_phone_number`. */
  readonly digits: string;
  /** The calling code put in front of recipients that come without `+`. */
  readonly callingCode: string;
}

/** The business phone numbers of one simulator. */
export class PhoneNumberBook {
  private readonly entries = new Map<string, PhoneNumberEntry>();

  constructor(numbers: readonly SimulatedPhoneNumberOptions[]) {
    for (const number of numbers) this.add(number);
  }

  get ids(): string[] {
    return [...this.entries.keys()];
  }

  find(id: string): PhoneNumberEntry | undefined {
    return this.entries.get(id);
  }

  /**
   * The number with this id.
   * @throws GraphApiError code 100, subcode 33, as Meta answers for an object that the token cannot see
   */
  get(id: string, method: string): PhoneNumberEntry {
    const entry = this.entries.get(id);
    if (entry) return entry;
    throw unknownNode(id, method);
  }

  /** Adds a number; what is left out gets its default. @throws Error for one that is not international */
  add(number: SimulatedPhoneNumberOptions): SimulatedPhoneNumber {
    return this.put({ ...defaultsFor(number.id), ...number });
  }

  /** Changes some properties of a number. @throws Error for an id that the simulator does not have */
  update(id: string, changes: Partial<Omit<SimulatedPhoneNumber, 'id'>>): SimulatedPhoneNumber {
    const entry = this.entries.get(id);
    if (!entry) {
      throw new Error(
        `The simulator has no phone number ${id}. It has: ${this.ids.join(', ')}. Pass one of these, or add the number to "phoneNumbers".`,
      );
    }
    return this.put({ ...entry.number, ...changes });
  }

  /** Puts a number as it is, in place of the one with its id. @throws Error for one that is not international */
  put(number: SimulatedPhoneNumber): SimulatedPhoneNumber {
    this.entries.set(number.id, phoneNumberEntry(number));
    return number;
  }
}

/** A number with what is derived from it. @throws Error for one that is not international */
export function phoneNumberEntry(number: SimulatedPhoneNumber): PhoneNumberEntry {
  const parsed = parsePhoneNumberFromString(number.displayPhoneNumber);
  if (!parsed) {
    throw new Error(
      `phoneNumbers: displayPhoneNumber of ${number.id} must be an international number with "+", such as "+1 555 078 3881".`,
    );
  }
  return {
    number,
    digits: number.displayPhoneNumber.replace(/\D/g, ''),
    callingCode: parsed.countryCallingCode,
  };
}

function defaultsFor(id: string): SimulatedPhoneNumber {
  return {
    id,
    displayPhoneNumber: '+1 555 078 3881',
    verifiedName: 'Simulated Business',
    qualityRating: 'GREEN',
    throughput: 'STANDARD',
    status: 'CONNECTED',
    nameStatus: 'APPROVED',
    codeVerificationStatus: 'VERIFIED',
    platformType: 'CLOUD_API',
    accountMode: 'LIVE',
    messagingLimitTier: 'TIER_2K',
    restriction: 'none',
    fields: {},
  };
}
