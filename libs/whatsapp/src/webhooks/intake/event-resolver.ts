import { Injectable, Logger } from '@nestjs/common';
import { WhatsAppAccounts, type WhatsAppAccount } from '../../accounts/index.js';
import { WhatsAppError } from '../../errors/index.js';
import type { InboundEvent } from '../inbound-event.js';
import { conversationKey, type ConversationParty } from './conversation-key.js';
import type { ReadUpdate } from './read-webhook.js';
import { UserAliases } from '../users/user-aliases.js';
import { tellsOfUserChange, userChangesOf } from '../users/user-changes.js';

/** An event and the lanes it must wait in. */
export interface ResolvedUpdate {
  readonly event: InboundEvent;
  readonly lanes: readonly string[];
}

/** Looks up what a payload does not say: whose number it is, and who a user is that is named by one id only. */
@Injectable()
export class EventResolver {
  private readonly logger = new Logger('WhatsAppWebhooks');

  constructor(
    private readonly accounts: WhatsAppAccounts,
    private readonly aliases: UserAliases,
  ) {}

  /** All that one delivery tells, the oldest first. */
  async resolve(updates: readonly ReadUpdate[]): Promise<ResolvedUpdate[]> {
    await this.learn(updates);
    const accounts = new Map<string, Promise<WhatsAppAccount | undefined>>();
    const accountOf = (phoneNumberId: string): Promise<WhatsAppAccount | undefined> => {
      const known = accounts.get(phoneNumberId) ?? this.account(phoneNumberId);
      accounts.set(phoneNumberId, known);
      return known;
    };
    const resolved = await Promise.all(
      updates.map(async ({ event, party }) => {
        const phoneNumberId = event.metadata?.phone_number_id;
        if (phoneNumberId === undefined) return { event, lanes: [] };
        const known = party && (await this.complete(phoneNumberId, party));
        const conversation = known && conversationKey(phoneNumberId, known);
        const account = await accountOf(phoneNumberId);
        return { event: { ...event, account, conversation }, lanes: lanesOf(phoneNumberId, known) };
      }),
    );
    return resolved.toSorted((one, other) => one.event.timestamp - other.event.timestamp);
  }

  private async learn(updates: readonly ReadUpdate[]): Promise<void> {
    const learned = new Map<string, Promise<void>>();
    const learn = (phoneNumberId: string, { userId, waId }: ConversationParty): void => {
      if (waId === undefined) return;
      const name = `${phoneNumberId}:${userId}:${waId}`;
      if (!learned.has(name)) learned.set(name, this.aliases.learn({ phoneNumberId, userId, waId }));
    };
    for (const { event, user } of updates) {
      const phoneNumberId = event.metadata?.phone_number_id;
      if (phoneNumberId === undefined) continue;
      if (user) learn(phoneNumberId, user);
      if (!tellsOfUserChange(event)) continue;
      for (const { now } of userChangesOf(event)) learn(phoneNumberId, now);
    }
    await Promise.all(learned.values());
  }

  private async complete(phoneNumberId: string, party: ConversationParty): Promise<ConversationParty> {
    if (party.groupId !== undefined || party.userId !== undefined || party.waId === undefined) return party;
    return { ...party, userId: await this.aliases.userIdOf(phoneNumberId, party.waId) };
  }

  private async account(phoneNumberId: string): Promise<WhatsAppAccount | undefined> {
    try {
      return await this.accounts.byPhoneNumberId(phoneNumberId);
    } catch (error) {
      // A tenant that is not known, or not configured well, stays so until somebody sees to it. Anything else may pass.
      if (!(error instanceof WhatsAppError)) throw error;
      this.logger.warn(`The account of number ${phoneNumberId} cannot be opened: ${error.message}`);
      return undefined;
    }
  }
}

/** A user's lanes: under each of the ids. */
function lanesOf(phoneNumberId: string, party: ConversationParty | undefined): string[] {
  if (!party) return [];
  const both = [party, { waId: party.groupId === undefined ? party.waId : undefined }];
  return [...new Set(both.flatMap((ids) => conversationKey(phoneNumberId, ids) ?? []))];
}
