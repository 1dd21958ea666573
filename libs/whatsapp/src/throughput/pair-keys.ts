import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../common/index.js';
import type { PendingSend } from '../messages/index.js';
import type { NormalizedRecipient } from '../recipients/index.js';
import { phoneName, UserDirectory, userNames } from '../users/internal.js';
import { WhatsAppUsersService } from '../webhooks/index.js';

/** The keys under which one user is known, so that each finds what the others owe. */
@Injectable()
export class PairKeys {
  private readonly logger = new Logger('WhatsAppThroughput');

  constructor(
    private readonly users: WhatsAppUsersService,
    private readonly directory: UserDirectory,
    private readonly clock: Clock,
  ) {}

  /** Returns the keys of a message's recipient, the most lasting first; none for a group. */
  async of(send: Pick<PendingSend, 'account' | 'recipient'>): Promise<string[]> {
    const { kind, key, to } = send.recipient;
    if (kind === 'group') return [];
    try {
      const found = await this.users.recipientOf(send);
      if (found) return found.person.names;
    } catch (error) {
      // A limit that is kept under fewer keys is better than a message that is not sent.
      const name = error instanceof Error ? error.name : 'unknown';
      this.logger.error(
        `The user could not be looked up (${name}); the pair limit is kept for one key alone`,
      );
    }
    return [to === undefined ? key : phoneName(to)];
  }

  /** Returns the keys of the user whom a webhook names. */
  ofWebhook(waId: string | undefined, userId: string | undefined): string[] {
    return userNames({ waId, userId });
  }

  /** Meta's answer to a message has told how it spells the number. */
  async learn(
    phoneNumberId: string,
    { kind, to }: NormalizedRecipient,
    waId: string | undefined,
  ): Promise<void> {
    if (kind !== 'phone' || to === undefined || waId === undefined) return;
    await this.directory.learnSpelling(phoneNumberId, to, waId, this.clock.now());
  }
}
