import { Injectable, Logger } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { NormalizedRecipient } from '../recipients/index.js';
import { UserAliases } from '../webhooks/index.js';

/**
 * The keys under which one user is known, so that each finds what the others owe: Meta may spell a number differently from how it was
 * dialled (Brazil, Argentina, Mexico), and a user is addressed by a phone number or by a user id.
 */
@Injectable()
export class PairKeys {
  private readonly logger = new Logger('WhatsAppThroughput');
  /** Meta's spelling by number and dialled key, where it differs. */
  readonly #spellings = new LRUCache<string, string>({ max: 100_000 });

  constructor(private readonly aliases: UserAliases) {}

  /** Of whoever a message goes to, the most lasting first; none for a group. */
  async of(phoneNumberId: string, { kind, key, to, recipient }: NormalizedRecipient): Promise<string[]> {
    if (kind === 'group') return [];
    if (kind === 'user') {
      const waId = await this.alias(() => this.aliases.waIdOf(phoneNumberId, recipient ?? ''));
      return waId === undefined ? [key] : [key, keyOfPhone(waId)];
    }
    const spelling = this.#spellings.get(`${phoneNumberId} ${key}`);
    const waId = (spelling ?? to ?? '').replace(/\D/g, '');
    const userId = await this.alias(() => this.aliases.userIdOf(phoneNumberId, waId));
    return [
      ...(userId === undefined ? [] : [`user:${userId}`]),
      ...(spelling === undefined ? [] : [spelling]),
      key,
    ];
  }

  /** A limit that is kept under fewer keys is better than a message that is not sent. */
  private async alias(find: () => Promise<string | undefined>): Promise<string | undefined> {
    try {
      return await find();
    } catch (error) {
      const name = error instanceof Error ? error.name : 'unknown';
      this.logger.error(
        `The UserAliases could not be asked (${name}); the pair limit is kept for one key alone`,
      );
      return undefined;
    }
  }

  /** Of whoever a webhook names. */
  ofWebhook(waId: string | undefined, userId: string | undefined): string[] {
    return [
      ...(userId === undefined ? [] : [`user:${userId}`]),
      ...(waId === undefined ? [] : [keyOfPhone(waId)]),
    ];
  }

  /** Meta's answer to a message has told how it spells the number. */
  learn(phoneNumberId: string, { kind, key }: NormalizedRecipient, waId: string | undefined): void {
    if (kind !== 'phone' || waId === undefined || keyOfPhone(waId) === key) return;
    this.#spellings.set(`${phoneNumberId} ${key}`, keyOfPhone(waId));
  }
}

function keyOfPhone(waId: string): string {
  return `phone:+${waId}`;
}
