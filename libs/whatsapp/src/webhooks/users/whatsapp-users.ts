import { Injectable } from '@nestjs/common';
import { WhatsAppAccounts } from '../../accounts/index.js';
import { WhatsAppValidationError } from '../../errors/index.js';
import { type PendingSend } from '../../messages/index.js';
import { addressOf } from '../../messages/internal.js';
import { RecipientNormalizer, type NormalizedRecipient } from '../../recipients/index.js';
import { readIds } from '../../recipients/internal.js';
import { UserAliases } from './user-aliases.js';
import type { UserIds, WhatsAppUser } from './user-ids.js';
import { userOfEvent } from './user-of-event.js';
import type { OfAccount, UserReference } from './user-reference.js';

/** Finds out who is meant, with every id that is known: for features that keep something of users. */
@Injectable()
export class WhatsAppUsers {
  constructor(
    private readonly accounts: WhatsAppAccounts,
    private readonly recipients: RecipientNormalizer,
    private readonly aliases: UserAliases,
  ) {}

  /**
   * @throws WhatsAppValidationError where the reference names nobody
   * @throws UnknownAccountError where nobody has that account
   */
  async find(reference: UserReference, { account }: OfAccount = {}): Promise<WhatsAppUser> {
    const named = this.isOfNumber(reference) ? undefined : this.idsOf(reference);
    const ofEvent = account === undefined ? named?.phoneNumberId : undefined;
    const phoneNumberId = ofEvent ?? (await this.accounts.get(account)).phoneNumberId;
    return this.complete({ ...(named ?? (await this.idsAt(phoneNumberId, reference))), phoneNumberId });
  }

  /** Whom a message goes to; `undefined` for a group. */
  async recipientOf({
    account,
    recipient,
  }: Pick<PendingSend, 'account' | 'recipient'>): Promise<WhatsAppUser | undefined> {
    if (recipient.kind === 'group') return undefined;
    return this.complete({ ...idsOfRecipient(recipient), phoneNumberId: account.phoneNumberId });
  }

  /** Adds the ids that webhooks have shown to belong to the same user. */
  async complete(user: WhatsAppUser): Promise<WhatsAppUser> {
    const { phoneNumberId, userId, waId } = user;
    if (userId === undefined && waId !== undefined) {
      const known = await this.aliases.userIdOf(phoneNumberId, waId);
      return known === undefined ? user : { ...user, userId: known };
    }
    if (userId !== undefined && waId === undefined) {
      const known = await this.aliases.waIdOf(phoneNumberId, userId);
      return known === undefined ? user : { ...user, waId: known };
    }
    return user;
  }

  /** Whether only the business number knows who is meant: digits that may be a `wa_id`. */
  isOfNumber(reference: UserReference): boolean {
    return isAddress(reference) && this.recipients.mayBeKnown(addressOf(reference));
  }

  /**
   * The ids that a reference names as one of the business's numbers knows them.
   *
   * @throws WhatsAppValidationError where the reference names nobody
   */
  async idsAt(phoneNumberId: string, reference: UserReference): Promise<UserIds> {
    if (!isAddress(reference)) return this.idsOf(reference);
    return idsOfRecipient(await this.recipients.normalizeFor(phoneNumberId, addressOf(reference)));
  }

  /**
   * The ids that a reference names, with the business number where it is an event.
   *
   * @throws WhatsAppValidationError where the reference names nobody
   */
  idsOf(reference: UserReference): UserIds & Partial<WhatsAppUser> {
    if (isAddress(reference)) return idsOfRecipient(this.recipients.normalize(addressOf(reference)));
    const user = 'kind' in reference ? userOfEvent(reference) : readIds(reference);
    if (user !== undefined) return user;
    throw new WhatsAppValidationError([
      { path: 'user', message: 'names nobody: give a phone number, a business-scoped user id, or both' },
    ]);
  }
}

function isAddress(
  reference: UserReference,
): reference is Extract<UserReference, string | { readonly to: string } | { readonly recipient: string }> {
  // What names nobody at all, such as a `from` that is not there, is refused like an address.
  if (typeof reference !== 'object' || reference === null) return true;
  return 'to' in reference || 'recipient' in reference;
}

function idsOfRecipient({ to, recipient, kind }: NormalizedRecipient): UserIds {
  // `to` counts where both are given, as it does for Meta; the other may still help to find the user.
  const user =
    recipient === undefined
      ? {}
      : recipient.includes('.ENT.')
        ? { parentUserId: recipient }
        : { userId: recipient };
  return kind === 'phone' && to !== undefined ? { ...user, waId: to.slice(1) } : user;
}
