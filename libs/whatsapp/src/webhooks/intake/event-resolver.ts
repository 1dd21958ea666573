import { Injectable, Logger } from '@nestjs/common';
import { AccountDirectory, type WhatsAppAccount } from '../../accounts/index.js';
import { WhatsAppError } from '../../errors/index.js';
import { UserDirectory } from '../../users/internal.js';
import type { InboundEvent } from '../events/inbound-event.js';
import { conversationKey, queueKeysOf, type ConversationParty } from './conversation-key.js';
import type { ReadUpdate } from './read-items.js';
import { seenUsersOf } from './seen-users.js';

/** An event and the keys of the queue that it waits in. */
export interface ResolvedUpdate {
  readonly event: InboundEvent;
  readonly queueKeys: readonly string[];
}

/** The events of one delivery. */
export interface ResolvedDelivery {
  readonly updates: readonly ResolvedUpdate[];
  /** Resolves once it is kept which ids belong together: before that nothing is acknowledged. */
  readonly learned: Promise<void>;
}

/** Numbers that were warned of, at most: a process that receives for more warns of some of them again. */
const maxWarned = 1000;

const withoutNumber =
  'A message came without metadata.phone_number_id, so it belongs to none of your numbers: its handlers run without an account and ' +
  'cannot reply';

/** Finds the facts that a payload does not name: whose number it is, and who a user is that is named by one id only. */
@Injectable()
export class EventResolver {
  private readonly logger = new Logger('WhatsAppWebhooks');
  readonly #warned = new Set<string>();

  constructor(
    private readonly accounts: AccountDirectory,
    private readonly directory: UserDirectory,
  ) {}

  /** All that one delivery tells, the oldest first. */
  async resolve(updates: readonly ReadUpdate[]): Promise<ResolvedDelivery> {
    const learned = this.directory.learn(seenUsersOf(updates));
    // Whoever answers a user must find all that is known of that one. A status is about somebody who was found before.
    if (updates.some(({ event }) => event.kind !== 'status')) await learned;
    // Whoever waits for it is told later.
    else learned.catch(() => undefined);
    const accounts = new Map<string, Promise<WhatsAppAccount | undefined>>();
    const accountOf = (phoneNumberId: string): Promise<WhatsAppAccount | undefined> => {
      const known = accounts.get(phoneNumberId) ?? this.account(phoneNumberId);
      accounts.set(phoneNumberId, known);
      return known;
    };
    const resolved = await Promise.all(
      updates.map(async ({ event, party, others = [] }) => {
        const phoneNumberId = event.metadata?.phone_number_id;
        if (phoneNumberId === undefined) {
          if (event.kind === 'message') this.warnOnce('', withoutNumber);
          return { event, queueKeys: [] };
        }
        const known = party && (await this.complete(phoneNumberId, party, event.timestamp));
        const parties = known ? [known] : [];
        for (const other of others) parties.push(await this.complete(phoneNumberId, other, event.timestamp));
        const queueKeys = new Set(parties.flatMap((each) => queueKeysOf(phoneNumberId, each)));
        const conversation = known && conversationKey(phoneNumberId, known);
        const account = await accountOf(phoneNumberId);
        return { event: { ...event, account, conversation }, queueKeys: [...queueKeys] };
      }),
    );
    return {
      updates: resolved.toSorted((one, other) => one.event.timestamp - other.event.timestamp),
      learned,
    };
  }

  private async complete(
    phoneNumberId: string,
    party: ConversationParty,
    at: number,
  ): Promise<ConversationParty> {
    const { groupId, userId, parentUserId, waId } = party;
    if (groupId !== undefined || userId !== undefined) return party;
    if (waId === undefined && parentUserId === undefined) return party;
    return { ...party, userId: await this.directory.userIdOf({ phoneNumberId, parentUserId, waId }, at) };
  }

  private async account(phoneNumberId: string): Promise<WhatsAppAccount | undefined> {
    try {
      const account = await this.accounts.byPhoneNumberId(phoneNumberId);
      if (account === undefined) {
        this.warnOnce(
          phoneNumberId,
          `Webhooks come for the number ${phoneNumberId}, which none of the accounts has: their handlers run without an account ` +
            'and cannot reply. Add the number to the option `accounts`, or let `AccountResolver.findTenant` know it',
        );
      }
      return account;
    } catch (error) {
      // A tenant that is not known, or not configured well, stays so until somebody sees to it. Anything else may pass.
      if (!(error instanceof WhatsAppError)) throw error;
      this.warnOnce(
        phoneNumberId,
        `The account of number ${phoneNumberId} cannot be opened: ${error.message}`,
      );
      return undefined;
    }
  }

  private warnOnce(phoneNumberId: string, warning: string): void {
    const key = `${phoneNumberId} ${warning}`;
    if (this.#warned.has(key)) return;
    if (this.#warned.size >= maxWarned) this.#warned.clear();
    this.#warned.add(key);
    this.logger.warn(warning);
  }
}
