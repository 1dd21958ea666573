import { Injectable } from '@nestjs/common';
import { AccountDirectory } from '../accounts/index.js';
import { Clock } from '../common/index.js';
import { WhatsAppValidationError } from '../errors/index.js';
import type { PendingSend } from '../messages/index.js';
import type { FoundPerson } from '../users/internal.js';
import { WhatsAppUsersService, type OfAccount, type UserReference } from '../webhooks/index.js';
import type {
  CustomerServiceWindow,
  OpenConversations,
  OpenConversationsQuery,
} from './customer-service-window.js';
import { closesAt, stateAt, type WindowRecord, type WindowState } from './window-record.js';
import { WindowStore } from './window-store.js';

const maxLimit = 1_000;

/**
 * Keeps the customer service windows: one for each user and business number, opened and refreshed
 * by each message and call of the user. Users are found by phone number and by business-scoped user
 * id alike. There are none in groups.
 *
 * @publicApi
 */
@Injectable()
export class WhatsAppWindowsService {
  constructor(
    private readonly store: WindowStore,
    private readonly users: WhatsAppUsersService,
    private readonly accounts: AccountDirectory,
    private readonly clock: Clock,
  ) {}

  /**
   * All that is known of a user's window. Every method of this service may throw what this one throws.
   *
   * @throws WhatsAppValidationError where the reference names no user
   * @throws UnknownAccountError where nobody has that account
   */
  async find(user: UserReference, of?: OfAccount): Promise<CustomerServiceWindow> {
    return this.of(await this.users.lookUp(await this.users.named(user, of)));
  }

  /** The same for a user who has been looked up. */
  of(found: FoundPerson): CustomerServiceWindow {
    return this.describe(this.store.recordOf(found) ?? found.person);
  }

  /** Meta said that the window of whom a message goes to is closed. */
  async refused(send: Pick<PendingSend, 'account' | 'recipient'>): Promise<void> {
    const found = await this.users.recipientOf(send);
    const now = this.clock.now();
    if (found) await this.store.merge(found.person, { refusedAt: now }, now);
  }

  /** Returns `true` when the window is known to be open. */
  async isOpen(user: UserReference, of?: OfAccount): Promise<boolean> {
    return (await this.state(user, of)) === 'open';
  }

  /** `'unknown'`: Meta may take the message or not. */
  async state(user: UserReference, of?: OfAccount): Promise<WindowState> {
    return (await this.find(user, of)).state;
  }

  /** Returns the time when the window closes, or when it closed; `undefined` where that is not known. */
  async expiresAt(user: UserReference, of?: OfAccount): Promise<Date | undefined> {
    return (await this.find(user, of)).expiresAt;
  }

  /** Returns the time until which every message to this user is free; `undefined` where no free entry point has begun. */
  async freeEntryPointExpiresAt(user: UserReference, of?: OfAccount): Promise<Date | undefined> {
    return (await this.find(user, of)).freeEntryPointExpiresAt;
  }

  /** The conversations whose window is known to be open. */
  async open({ account, limit = 100, after }: OpenConversationsQuery = {}): Promise<OpenConversations> {
    if (!Number.isInteger(limit) || limit < 1 || limit > maxLimit) {
      throw new WhatsAppValidationError([
        { path: 'limit', message: `expected a whole number from 1 to ${maxLimit}` },
      ]);
    }
    const phoneNumberId =
      account === undefined ? undefined : (await this.accounts.get(account)).phoneNumberId;
    const { windows, next } = await this.store.list({
      phoneNumberId,
      closesFrom: this.clock.now() + 1,
      limit,
      after,
    });
    const conversations = windows
      .map((record) => this.describe(record))
      .filter(({ state }) => state === 'open');
    return { conversations, next };
  }

  private describe(record: WindowRecord): CustomerServiceWindow {
    const { phoneNumberId, userId, parentUserId, waId } = record;
    const state = stateAt(this.clock.now(), record);
    return {
      phoneNumberId,
      userId,
      parentUserId,
      waId,
      state,
      userWroteAt: dateOf(record.userWroteAt),
      expiresAt: state === 'unknown' ? undefined : dateOf(closesAt(record)),
      freeEntryPointExpiresAt: dateOf(record.freeEntryPointExpiresAt),
    };
  }
}

function dateOf(milliseconds: number | undefined): Date | undefined {
  return milliseconds === undefined ? undefined : new Date(milliseconds);
}
