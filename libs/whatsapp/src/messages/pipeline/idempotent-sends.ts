import { Inject, Injectable, Logger } from '@nestjs/common';
import { WHATSAPP_RESOLVED_OPTIONS, type ResolvedWhatsAppOptions } from '../../config/internal.js';
import {
  GraphCallFailedError,
  SendCancelledError,
  SendOutcomeUnknownError,
  WhatsAppValidationError,
} from '../../errors/index.js';
import { cancellable } from '../../graph/internal.js';
import { framesOfError, nameOfError } from '../../observability/internal.js';
import { IdempotencyStore, type IdempotencyRecord } from './idempotency-store.js';
import type { PendingSend } from './pending-send.js';
import type { SendOutcome } from './send-request.js';

const maxKeyLength = 512;

/** The parts of a send that its key needs. */
type KeyedSend = Pick<PendingSend, 'account' | 'correlationId' | 'options'>;

/** The work for a send with a key. */
export interface KeyedWork {
  /** Looks up what {@link carryOut} will need, while the key is claimed: it changes nothing, for the send may be a repeat. */
  readonly lookUp: () => Promise<void>;
  /** Never rejects. */
  readonly carryOut: () => Promise<SendOutcome>;
  /** Called with the outcome, while that is kept under the key. */
  readonly ended: (outcome: SendOutcome) => Promise<void>;
  /**
   * Called for a send that has begun with the key and not ended: its process may be gone, and
   * nobody else would look what became of it.
   */
  readonly tellUnknown: (error: SendOutcomeUnknownError, correlationId: string) => Promise<void>;
}

/** Sends once for each idempotency key. */
@Injectable()
export class IdempotentSends {
  private readonly logger = new Logger('WhatsAppSendPipeline');
  private readonly ttlMs: number;
  /** Sends under way in this process, so that calls at the same time share one. */
  readonly #running = new Map<string, Promise<SendOutcome>>();

  // Private at run time too: whatever an application's store holds must not show where a service is logged.
  readonly #store: IdempotencyStore;

  constructor(
    store: IdempotencyStore,
    @Inject(WHATSAPP_RESOLVED_OPTIONS) { messages }: Pick<ResolvedWhatsAppOptions, 'messages'>,
  ) {
    this.#store = store;
    this.ttlMs = messages.idempotencyTtlMs;
  }

  /**
   * Carries a send out, or gives the outcome of the one that had its key first: `SendOutcomeUnknownError` where that is not known, or
   * another process has not ended it.
   *
   * @throws WhatsAppValidationError where the key is empty or too long
   * @throws IdempotencyStoreFullError where there is no room for the key
   */
  once(send: KeyedSend, work: KeyedWork): Promise<SendOutcome> {
    const { account, options } = send;
    const key = storedKey(account.phoneNumberId, checked(options.idempotencyKey));
    const running = this.#running.get(key);
    if (running) return running;
    const run = this.run(key, send, work).finally(() => this.#running.delete(key));
    this.#running.set(key, run);
    return run;
  }

  /** Shortens the life of a key: from `ttlMs` from now on nobody will ask with it. */
  async shorten(phoneNumberId: string, idempotencyKey: string, ttlMs: number): Promise<void> {
    await this.#store.shorten(storedKey(phoneNumberId, idempotencyKey), ttlMs);
  }

  private async run(
    key: string,
    { correlationId, options }: KeyedSend,
    { lookUp, carryOut, ended, tellUnknown }: KeyedWork,
  ): Promise<SendOutcome> {
    const claimed = this.claim(key, correlationId, options.signal);
    // What fails here fails again, and is told, where it is needed.
    lookUp().catch(() => undefined);
    const first = await claimed;
    if (first?.state === 'accepted') return { result: first.result };
    if (first) {
      const error = unknownOutcome(first);
      if (first.state === 'sending') await tellUnknown(error, first.correlationId);
      return { error };
    }
    const outcome = await carryOut();
    await Promise.all([ended(outcome), this.keep(key, correlationId, outcome)]);
    return outcome;
  }

  private async keep(key: string, correlationId: string, { result, error }: SendOutcome): Promise<void> {
    if (result !== undefined) {
      await this.tolerate(this.#store.keep(key, correlationId, { state: 'accepted', result }));
    } else if (error instanceof SendOutcomeUnknownError) {
      const { reason, httpStatus } = error;
      const record: IdempotencyRecord = { state: 'unknown', correlationId, reason, httpStatus };
      await this.tolerate(this.#store.keep(key, correlationId, record));
    } else if (!(error instanceof GraphCallFailedError)) {
      // Whatever else was thrown came before the request, or says that nothing was sent.
      await this.tolerate(this.#store.release(key, correlationId));
    }
  }

  private async claim(
    key: string,
    correlationId: string,
    signal: AbortSignal | undefined,
  ): Promise<IdempotencyRecord | undefined> {
    const claimed = this.#store.claim(key, { state: 'sending', correlationId }, this.ttlMs);
    try {
      return await cancellable(() => claimed, signal);
    } catch (error) {
      // Nobody sends with a key that is only given now: it is let go, or it would stay taken for its whole time.
      if (error instanceof SendCancelledError)
        void this.tolerate(this.releaseLate(key, correlationId, claimed));
      throw error;
    }
  }

  private async releaseLate(
    key: string,
    correlationId: string,
    claimed: Promise<IdempotencyRecord | undefined>,
  ): Promise<void> {
    if ((await claimed) === undefined) await this.#store.release(key, correlationId);
  }

  /** The message's own outcome counts, and without its record the key stays "sending": it is not sent again. */
  private async tolerate(written: Promise<void>): Promise<void> {
    try {
      await written;
    } catch (error) {
      this.logger.error(
        `The storage could not write down what became of a send (${nameOfError(error)}); until its time ends the key gives an unknown outcome`,
        framesOfError(error),
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

function unknownOutcome(
  record: Exclude<IdempotencyRecord, { readonly state: 'accepted' }>,
): SendOutcomeUnknownError {
  const { correlationId } = record;
  return record.state === 'unknown'
    ? new SendOutcomeUnknownError(record.reason, { correlationId, httpStatus: record.httpStatus })
    : new SendOutcomeUnknownError('a send with the same idempotency key has begun and not ended', {
        correlationId,
      });
}
