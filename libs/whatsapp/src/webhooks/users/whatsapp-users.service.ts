import { Inject, Injectable } from '@nestjs/common';
import { AccountDirectory } from '../../accounts/index.js';
import { WHATSAPP_RESOLVED_OPTIONS, type ResolvedWhatsAppOptions } from '../../config/internal.js';
import { WhatsAppValidationError } from '../../errors/index.js';
import { type PendingSend } from '../../messages/index.js';
import { addressOf } from '../../messages/internal.js';
import { RecipientNormalizer, type NormalizedRecipient } from '../../recipients/index.js';
import type { ForgetOptions, UserIds, WhatsAppUser } from '../../users/index.js';
import {
  readIds,
  UserDataSources,
  UserDirectory,
  type FactCollection,
  type FoundPerson,
  type Person,
} from '../../users/internal.js';
import { userOfEvent } from '../events/user-of-event.js';
import type { OfAccount, UserReference } from './user-reference.js';

/** All data of a user that is kept under ids that are known to be that user's. */
export interface UserExport extends WhatsAppUser {
  /** All ids that the user has or had with this number. */
  readonly ids: readonly string[];
  /** The data by subject: `window`, `consent`, `deliveries`, `sequences`, `links`; JSON. */
  readonly data: Readonly<Record<string, unknown>>;
}

/**
 * Finds out who is meant, with every id that is known; gives out and forgets what is kept of a user.
 *
 * @publicApi
 */
@Injectable()
export class WhatsAppUsersService {
  /** The collections that are read together with the user that a message goes to. */
  readonly #facts: readonly FactCollection[];
  /** The look-up of each send, by its recipient: it is made once, however many ask. */
  readonly #ofSends = new WeakMap<NormalizedRecipient, Promise<FoundPerson>>();

  constructor(
    private readonly accounts: AccountDirectory,
    private readonly recipients: RecipientNormalizer,
    private readonly directory: UserDirectory,
    private readonly data: UserDataSources,
    @Inject(WHATSAPP_RESOLVED_OPTIONS) { consent }: Pick<ResolvedWhatsAppOptions, 'consent'>,
  ) {
    this.#facts = [{ name: 'windows' }, { name: 'consents', ...(consent.scope === 'all' && { scope: '*' }) }];
  }

  /**
   * @throws WhatsAppValidationError where the reference names nobody
   * @throws UnknownAccountError where nobody has that account
   */
  async find(reference: UserReference, { account }: OfAccount = {}): Promise<WhatsAppUser> {
    return this.complete(await this.named(reference, { account }));
  }

  /**
   * Exports all data of a user with one of the business's numbers: ids, window, consents,
   * deliveries, sequences. Not in it: results of sends under your idempotency keys (7 days) and
   * which events were handled (7 days), which name the message and no user.
   *
   * @throws WhatsAppValidationError where the reference names nobody
   * @throws UnknownAccountError where nobody has that account
   * @throws StorageUnavailableError
   */
  async export(reference: UserReference, of?: OfAccount): Promise<UserExport> {
    const found = await this.lookUp(await this.named(reference, of));
    const { person } = found;
    const data: Record<string, unknown> = {};
    for (const source of this.data.all) {
      const kept = await source.export(found);
      if (kept !== undefined) data[source.id] = kept;
    }
    data['links'] = await this.directory.linksOf(person);
    return { phoneNumberId: person.phoneNumberId, ...person.ids, ids: person.allNames, data };
  }

  /**
   * Deletes the data that {@link export} would return. A sequence to the user ends where it is. An
   * opt-out is kept unless the options say otherwise. What the user does from now on is kept again.
   * Where it rejects, call it again: it goes on where it was.
   *
   * @throws WhatsAppValidationError where the reference names nobody
   * @throws UnknownAccountError where nobody has that account
   * @throws StorageUnavailableError
   */
  async forget(
    reference: UserReference,
    { account, keepOptOut = true }: OfAccount & ForgetOptions = {},
  ): Promise<void> {
    const found = await this.lookUp(await this.named(reference, { account }));
    for (const source of this.data.all) await source.forget(found, { keepOptOut });
    // Last: without the links the rest would not be found again.
    await this.directory.forget(found.person);
  }

  /** A reference with the ids alone that it has. */
  async named(reference: UserReference, { account }: OfAccount = {}): Promise<WhatsAppUser> {
    const named = this.isOfNumber(reference) ? undefined : this.idsOf(reference);
    const ofEvent = account === undefined ? named?.phoneNumberId : undefined;
    const phoneNumberId = ofEvent ?? (await this.accounts.get(account)).phoneNumberId;
    return { ...(named ?? (await this.idsAt(phoneNumberId, reference))), phoneNumberId };
  }

  /** Finds the user, and the records of the user's window and consent. */
  async lookUp(user: WhatsAppUser): Promise<FoundPerson> {
    return this.directory.find(user, this.#facts);
  }

  /** Finds the user whom a message goes to, once for each send; `undefined` for a group. */
  async recipientOf({
    account,
    recipient,
  }: Pick<PendingSend, 'account' | 'recipient'>): Promise<FoundPerson | undefined> {
    if (recipient.kind === 'group') return undefined;
    const known = this.#ofSends.get(recipient);
    if (known) return known;
    const found = this.addressed(recipient, account.phoneNumberId);
    this.#ofSends.set(recipient, found);
    // Whoever asks next may have more luck.
    found.catch(() => this.#ofSends.delete(recipient));
    return found;
  }

  /** Meta delivers to the phone number where both are given: a user id beside it may be of who had the number before. */
  private async addressed(recipient: NormalizedRecipient, phoneNumberId: string): Promise<FoundPerson> {
    const ids = { ...idsOfRecipient(recipient), phoneNumberId };
    if (ids.waId === undefined || (ids.userId === undefined && ids.parentUserId === undefined)) {
      return this.lookUp(ids);
    }
    const found = await this.lookUp({ phoneNumberId, waId: ids.waId });
    return found.person.userId === undefined ? this.lookUp(ids) : found;
  }

  /** Adds the ids that are known to belong to the same user. */
  async complete(user: WhatsAppUser): Promise<WhatsAppUser> {
    const { phoneNumberId, userId, parentUserId, waId } = user;
    if (userId !== undefined && waId !== undefined) return user;
    const person = await this.identify(user);
    const ids = { userId: userId ?? person.userId, parentUserId, waId: waId ?? person.waId };
    return { phoneNumberId, ...Object.fromEntries(Object.entries(ids).filter(([, id]) => id !== undefined)) };
  }

  /** Finds the person behind the ids of a user. */
  async identify(user: WhatsAppUser): Promise<Person> {
    return this.directory.identify(user);
  }

  /** Returns `true` when only the business number knows who is meant: digits that may be a `wa_id`. */
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
