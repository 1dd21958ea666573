import { Inject, Injectable } from '@nestjs/common';
import { WHATSAPP_RESOLVED_OPTIONS, type ResolvedWhatsAppOptions } from '../config/internal.js';
import { WhatsAppValidationError } from '../errors/index.js';
import { isBusinessScopedUserId } from '../users/index.js';
import { UserDirectory } from '../users/internal.js';
import { isBareDigits, readPhoneNumber } from './phone-number.js';
import type { NormalizedRecipient, RecipientInput } from './recipient.js';

/**
 * Turns the address of a message into the one form that cannot reach the wrong person: phone numbers as `+` and digits;
 * user ids and group ids as they are.
 *
 * @publicApi
 */
@Injectable()
export class RecipientNormalizer {
  constructor(
    @Inject(WHATSAPP_RESOLVED_OPTIONS)
    private readonly options: Pick<ResolvedWhatsAppOptions, 'recipients'>,
    @Inject(UserDirectory) private readonly users: Pick<UserDirectory, 'knows'>,
  ) {}

  /**
   * The same as {@link normalize} for a message from one of the business's numbers: there, digits without `+` that are exactly the
   * `wa_id` of a user whom the number knows are that user, whatever the options say of numbers without `+`.
   *
   * @throws WhatsAppValidationError with the path `to` or `recipient`, and whatever the storage rejects with
   */
  normalizeFor(
    phoneNumberId: string,
    input: RecipientInput,
  ): NormalizedRecipient | Promise<NormalizedRecipient> {
    return this.mayBeKnown(input) ? this.known(phoneNumberId, input) : this.normalize(input);
  }

  /** Returns `true` when an address must be asked for with {@link normalizeFor}: digits that may be a `wa_id`. */
  mayBeKnown(input: RecipientInput): boolean {
    // Where every number counts as international, the digits mean the same either way.
    const matters = this.options.recipients.numbersWithoutPlus !== 'international';
    return matters && input.recipient_type !== 'group' && isBareDigits(input.to);
  }

  /**
   * Normalizes an address. Where both `to` and `recipient` are given, both are kept and `to` counts, as it does for Meta.
   *
   * @throws WhatsAppValidationError with the path `to` or `recipient`
   */
  normalize(input: RecipientInput): NormalizedRecipient {
    const recipient = input.recipient === undefined ? undefined : this.userId(input.recipient);
    if (input.recipient_type === 'group') {
      const to = groupId(input.to);
      return { to, recipient, kind: 'group', key: `group:${to}` };
    }
    if (input.to !== undefined) {
      const to = this.phone(input.to);
      return { to, recipient, kind: 'phone', key: `phone:${to}` };
    }
    if (recipient !== undefined) return { recipient, kind: 'user', key: `user:${recipient}` };
    throw refuse(
      'to',
      'is missing: give a phone number in `to`, or a business-scoped user id in `recipient`',
    );
  }

  private async known(phoneNumberId: string, input: RecipientInput): Promise<NormalizedRecipient> {
    const waId = String(input.to);
    const isKnown = await this.users.knows(phoneNumberId, waId);
    return this.normalize(isKnown ? { ...input, to: `+${waId}` } : input);
  }

  private phone(to: unknown): string {
    if (typeof to !== 'string') throw refuse('to', 'must be a string such as "+16505551234"');
    if (isBusinessScopedUserId(to)) {
      throw refuse('to', 'is a business-scoped user id, not a phone number: put it in `recipient` instead');
    }
    const number = readPhoneNumber(to, this.options.recipients);
    if ('problem' in number) throw refuse('to', number.problem);
    return number.e164;
  }

  private userId(recipient: unknown): string {
    if (typeof recipient === 'string' && isBusinessScopedUserId(recipient)) return recipient;
    throw refuse(
      'recipient',
      'must be a complete business-scoped user id such as "US.13491208655302741918"; a phone number or a group id goes into `to`',
    );
  }
}

function groupId(to: unknown): string {
  if (typeof to === 'string' && to.trim() !== '') return to;
  throw refuse('to', 'must be the id of the group, because `recipient_type` is "group"');
}

function refuse(path: 'to' | 'recipient', message: string): WhatsAppValidationError {
  return new WhatsAppValidationError([{ path, message }]);
}
