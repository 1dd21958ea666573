import { Inject, Injectable, Logger } from '@nestjs/common';
import { WHATSAPP_RESOLVED_OPTIONS, type ResolvedWhatsAppOptions } from '../../config/index.js';
import { SendOutcomeUnknownError, WhatsAppValidationError } from '../../errors/index.js';
import { IdempotencyStore, type IdempotencyRecord } from './idempotency-store.js';
import type { PendingSend } from './pending-send.js';
import type { SendResult } from './send-result.js';

const maxKeyLength = 512;

/** Sends once for each idempotency key. */
@Injectable()
export class IdempotentSends {
  private readonly logger = new Logger('WhatsAppSendPipeline');
  private readonly ttlMs: number;
  /** Sends under way in this process, so that calls at the same time share one. */
  readonly #running = new Map<string, Promise<SendResult>>();

  constructor(
    private readonly store: IdempotencyStore,
    @Inject(WHATSAPP_RESOLVED_OPTIONS) { messages }: Pick<ResolvedWhatsAppOptions, 'messages'>,
  ) {
    this.ttlMs = messages.idempotencyTtlMs;
  }

  /**
   * Carries a send out, or gives the outcome of the one that had its key first.
   *
   * @throws WhatsAppValidationError where the key is empty or too long
   * @throws IdempotencyStoreFullError where there is no room for the key
   * @throws SendOutcomeUnknownError where the first send's outcome is not known, or another process has not ended it
   */
  once(send: PendingSend, carryOut: () => Promise<SendResult>): Promise<SendResult> {
    const { account, correlationId, options } = send;
    if (options.idempotencyKey === undefined) return carryOut();
    const key = storedKey(account.phoneNumberId, checked(options.idempotencyKey));
    const running = this.#running.get(key);
    if (running) return running;
    const run = this.run(key, correlationId, carryOut).finally(() => this.#running.delete(key));
    this.#running.set(key, run);
    return run;
  }

  /** Lets go of a key sooner: from `ttlMs` from now on nobody will ask with it. */
  async shorten(phoneNumberId: string, idempotencyKey: string, ttlMs: number): Promise<void> {
    await this.store.shorten(storedKey(phoneNumberId, idempotencyKey), ttlMs);
  }

  private async run(
    key: string,
    correlationId: string,
    carryOut: () => Promise<SendResult>,
  ): Promise<SendResult> {
    const first = await this.store.claim(key, { state: 'sending', correlationId }, this.ttlMs);
    if (first) return outcomeOf(first);
    try {
      const result = await carryOut();
      await this.write(key, { state: 'accepted', result });
      return result;
    } catch (error) {
      if (error instanceof SendOutcomeUnknownError) {
        const { reason, httpStatus } = error;
        await this.write(key, { state: 'unknown', correlationId, reason, httpStatus });
      } else {
        await this.tolerate(this.store.release(key));
      }
      throw error;
    }
  }

  private write(key: string, record: IdempotencyRecord): Promise<void> {
    return this.tolerate(this.store.keep(key, record));
  }

  /** The message's own outcome counts, and without its record the key stays "sending": it is not sent again. */
  private async tolerate(written: Promise<void>): Promise<void> {
    try {
      await written;
    } catch (error) {
      this.logger.error(
        'The IdempotencyStore could not write down what became of a send; until its time ends the key gives an unknown outcome',
        error instanceof Error ? error.stack : undefined,
      );
    }
  }
}

/** Accounts do not see each other's keys. */
function storedKey(phoneNumberId: string, idempotencyKey: string): string {
  return `${phoneNumberId}:${idempotencyKey}`;
}

function checked(idempotencyKey: unknown): string {
  if (typeof idempotencyKey === 'string' && idempotencyKey !== '' && idempotencyKey.length <= maxKeyLength) {
    return idempotencyKey;
  }
  throw new WhatsAppValidationError([
    { path: 'options.idempotencyKey', message: `must be a string of 1 to ${maxKeyLength} characters` },
  ]);
}

function outcomeOf(record: IdempotencyRecord): SendResult {
  if (record.state === 'accepted') return record.result;
  const { correlationId } = record;
  throw record.state === 'unknown'
    ? new SendOutcomeUnknownError(record.reason, { correlationId, httpStatus: record.httpStatus })
    : new SendOutcomeUnknownError('a send with the same idempotency key has begun and not ended', {
        correlationId,
      });
}
