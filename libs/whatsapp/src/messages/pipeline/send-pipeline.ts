import { Inject, Injectable, Logger } from '@nestjs/common';
import { WhatsAppAccounts, type WhatsAppAccount } from '../../accounts/index.js';
import { Clock, IdGenerator } from '../../common/index.js';
import { WHATSAPP_RESOLVED_OPTIONS, type ResolvedWhatsAppOptions } from '../../config/internal.js';
import {
  GraphApiError,
  RequestNotSentError,
  SendCancelledError,
  SendOutcomeUnknownError,
  WhatsAppError,
} from '../../errors/index.js';
import { GraphClient, type RequestTracker } from '../../graph/index.js';
import { cancellable, cleanedCause } from '../../graph/internal.js';
import { framesOfError, nameOfError } from '../../observability/internal.js';
import {
  RecipientNormalizer,
  type NormalizedRecipient,
  type RecipientInput,
} from '../../recipients/index.js';
import { MessageValidator, type CheckedMessage } from '../validation/index.js';
import { IdempotentSends } from './idempotent-sends.js';
import { addressed, outgoingContent } from './outgoing-body.js';
import type { PendingSend, SendEndpoint } from './pending-send.js';
import { SendExtensions } from './send-extensions.js';
import type { SendObserver } from './send-observer.js';
import type { SendOptions } from './send-options.js';
import type { SendPolicy } from './send-policy.js';
import type { WhatsAppMessage } from '../dto/index.js';
import { readSendAnswer, type SendResult } from './send-result.js';
import { SendTurn } from './send-turn.js';
import { SendWaits } from './send-waits.js';

/** What a caller asks the pipeline to send. */
export interface SendRequest {
  /** The account's name or a tenant; left out, the default account sends. */
  readonly account?: string;
  readonly endpoint: SendEndpoint;
  /** The message as the caller gave it; checked here. */
  readonly input: unknown;
  /** Leaves the content unchecked: for message types that the library does not know yet. */
  readonly raw?: boolean;
  readonly options?: SendOptions;
  /** When the event happened that the message answers. */
  readonly answeredEventAt?: Date;
  /** An id of `IdGenerator` that the caller keeps already; left out, the message is given one. */
  readonly correlationId?: string;
  /** Is told when the send waits for its turn, another attempt or Meta, and asked before each request. */
  readonly tracker?: RequestTracker;
}

/** All that is taken of a message before anything is waited for: what the caller does to its object afterwards cannot get in. */
interface Prepared extends CheckedMessage {
  /** The JSON that it goes out as, but for the address. */
  readonly content: string;
  readonly address: RecipientInput;
}

/** A message between its check and its post. */
interface Underway {
  readonly send: PendingSend;
  /** The JSON that it goes out as, but for the address. */
  readonly content: string;
  readonly address: RecipientInput;
}

/**
 * The one way out: validate, account, address, policies, turn, post, record. Every send of the library goes through it, whichever
 * helper began it.
 */
@Injectable()
export class SendPipeline {
  private readonly logger = new Logger('WhatsAppSendPipeline');
  /** Whether the correlation id travels with the message. */
  private readonly isCorrelated: boolean;

  constructor(
    private readonly validator: MessageValidator,
    private readonly recipients: RecipientNormalizer,
    private readonly accounts: WhatsAppAccounts,
    private readonly extensions: SendExtensions,
    private readonly turn: SendTurn,
    private readonly graph: GraphClient,
    private readonly ids: IdGenerator,
    private readonly idempotency: IdempotentSends,
    private readonly waits: SendWaits,
    private readonly clock: Clock,
    @Inject(WHATSAPP_RESOLVED_OPTIONS) { messages }: Pick<ResolvedWhatsAppOptions, 'messages'>,
  ) {
    this.isCorrelated = messages.callbackData === 'correlated';
  }

  async send(request: SendRequest): Promise<SendResult> {
    const { endpoint, options = {}, tracker } = request;
    const correlationId = request.correlationId ?? this.ids.next();
    const prepared = this.prepare(this.check(request), correlationId);
    const account = await cancellable(() => this.accounts.get(request.account), options.signal);
    // Whom digits belong to may be forgotten by the time of a repeat, which is given the first outcome all the same.
    const { type, message } = prepared;
    const { answeredEventAt } = request;
    const sendTo = (recipient: NormalizedRecipient): PendingSend => ({
      correlationId,
      account,
      endpoint,
      type,
      message,
      recipient,
      options,
      answeredEventAt,
    });
    const pending = (): PendingSend | Promise<PendingSend> => {
      const found = this.recipientOf(prepared.address, account);
      return found instanceof Promise ? cancellable(() => found, options.signal).then(sendTo) : sendTo(found);
    };
    return this.idempotency.once(
      { correlationId, account, options },
      async () => {
        const send = pending();
        return this.carryOut(send instanceof Promise ? await send : send, prepared, account, tracker);
      },
      (error, first) => this.tellUnknown(pending, error, first),
    );
  }

  /** Of a send that another process began, and may have died in. */
  private async tellUnknown(
    repeat: () => PendingSend | Promise<PendingSend>,
    error: SendOutcomeUnknownError,
    correlationId: string,
  ): Promise<void> {
    try {
      await this.tellFailure({ ...(await repeat()), correlationId }, error);
    } catch (failure) {
      this.logger.error(
        `Whom a send of unknown outcome goes to could not be looked up (${nameOfError(failure)}); nothing will be known of it but its statuses`,
        framesOfError(failure),
      );
    }
  }

  /** The account is known by now: digits that are a known user's are known to a number. */
  private recipientOf(
    address: RecipientInput,
    { phoneNumberId }: WhatsAppAccount,
  ): NormalizedRecipient | Promise<NormalizedRecipient> {
    const recipient = this.recipients.normalizeFor(phoneNumberId, address);
    if (!(recipient instanceof Promise)) return recipient;
    return recipient.catch((error: unknown) => {
      if (error instanceof WhatsAppError) throw error;
      throw new RequestNotSentError('whether its recipient is a known user could not be looked up', {
        cause: cleanedCause(error),
        advice: 'Nothing was sent. Check the storage, or write the number with "+", then send again.',
      });
    });
  }

  private check({ endpoint, input, raw }: SendRequest): CheckedMessage {
    if (raw) return this.validator.validateRaw(input);
    return endpoint === 'marketing_messages'
      ? this.validator.validateMarketing(input)
      : this.validator.validate(input);
  }

  private prepare({ message, type }: CheckedMessage, correlationId: string): Prepared {
    const { to, recipient, recipient_type } = message;
    return {
      message,
      type,
      content: outgoingContent(message, type, this.isCorrelated ? correlationId : undefined),
      address: { to, recipient, recipient_type },
    };
  }

  private async carryOut(
    first: PendingSend,
    { content, address }: Prepared,
    account: WhatsAppAccount,
    tracker: RequestTracker | undefined,
  ): Promise<SendResult> {
    let message: Underway = { send: first, content, address };
    const { policies } = this.extensions;
    try {
      throwIfCancelled(first);
      message = await this.checked(message, policies, account);
      let result: SendResult;
      try {
        result = await this.postInTurn(message, account, tracker);
      } catch (error) {
        const replacement = await this.insteadOf(message, error, account);
        if (replacement === undefined) throw error;
        message = replacement;
        result = await this.postInTurn(message, account, tracker);
      }
      const { send } = message;
      await this.tell('onAccepted', (observer) => observer.onAccepted?.(send, result));
      return result;
    } catch (error) {
      await this.tellFailure(message.send, error);
      throw error;
    }
  }

  /** One policy after another: each may replace the message that the next one sees. */
  private async checked(
    first: Underway,
    policies: readonly SendPolicy[],
    account: WhatsAppAccount,
  ): Promise<Underway> {
    let message = first;
    for (const policy of policies) {
      const { send } = message;
      const replacement = await cancellable(() => policy.check(send), send.options.signal);
      if (replacement) message = await this.replaced(message, replacement, account);
    }
    return message;
  }

  /** What goes out once in place of a message that Meta has rejected. */
  private async insteadOf(
    message: Underway,
    error: unknown,
    account: WhatsAppAccount,
  ): Promise<Underway | undefined> {
    if (!(error instanceof GraphApiError)) return undefined;
    const { policies } = this.extensions;
    const { send } = message;
    for (const [index, policy] of policies.entries()) {
      const replacement = await cancellable(() => policy.instead?.(send, error), send.options.signal);
      if (!replacement) continue;
      return this.checked(
        await this.replaced(message, replacement, account),
        policies.slice(index + 1),
        account,
      );
    }
    return undefined;
  }

  private async replaced(
    { send, address }: Underway,
    replacement: WhatsAppMessage,
    account: WhatsAppAccount,
  ): Promise<Underway> {
    const prepared = this.prepare(this.validator.validate(replacement), send.correlationId);
    const { type, message } = prepared;
    // Whoever it goes to still is looked up once: who was known may have been forgotten since.
    const recipient = isSame(prepared.address, address)
      ? send.recipient
      : await cancellable(() => this.recipientOf(prepared.address, account), send.options.signal);
    return {
      // A replacement is an ordinary message, whatever it stands in for.
      send: { ...send, type, message, recipient, endpoint: 'messages' },
      content: prepared.content,
      address: prepared.address,
    };
  }

  private async postInTurn(
    { send, content }: Underway,
    account: WhatsAppAccount,
    tracker: RequestTracker | undefined,
  ): Promise<SendResult> {
    const body = addressed(content, send.recipient);
    try {
      const waitedMs = await this.waitForTurn(send, false, tracker);
      await cancellable(
        () => this.tell('onSending', (observer) => observer.onSending?.(send)),
        send.options.signal,
      );
      throwIfCancelled(send);
      return await this.post(send, body, account, { tracker, waitedMs });
    } finally {
      this.endTurn(send);
    }
  }

  /** Nobody waits for it: what a limiter takes to note it is no business of whoever sends. */
  private endTurn(send: PendingSend, result?: SendResult): void {
    const ended = async (): Promise<void> => this.turn.ended(send, result);
    ended().catch((error: unknown) => {
      this.logger.error(
        `${this.turn.constructor.name}.ended threw ${nameOfError(error)}; the send goes on`,
        framesOfError(error),
      );
    });
  }

  /** How many milliseconds it took. */
  private async waitForTurn(
    send: PendingSend,
    isRetry: boolean,
    tracker: RequestTracker | undefined,
  ): Promise<number> {
    tracker?.waiting();
    const since = this.clock.monotonic();
    try {
      await cancellable(() => this.turn.wait(send, isRetry), send.options.signal);
      return this.clock.monotonic() - since;
    } catch (error) {
      throwIfCancelled(send);
      if (error instanceof WhatsAppError) throw error;
      throw new RequestNotSentError('its turn could not be obtained', {
        cause: cleanedCause(error),
        advice:
          'Nothing was sent by this attempt. Check what keeps the limits (the storage, or SendTurn), then send again.',
      });
    } finally {
      tracker?.resumed();
    }
  }

  private async post(
    send: PendingSend,
    body: string,
    account: WhatsAppAccount,
    { tracker, waitedMs: waitedBefore }: { readonly tracker?: RequestTracker; readonly waitedMs: number },
  ): Promise<SendResult> {
    const { correlationId } = send;
    let waitedMs = waitedBefore;
    try {
      return await this.graph.post(account, `${account.phoneNumberId}/${send.endpoint}`, body, {
        correlationId,
        signal: send.options.signal,
        finishRequest: send.options.finishRequest,
        onRejected: (error) => this.turn.refused(send, error),
        onAttemptEnded: (result) => this.endTurn(send, result),
        onRetryWait: (delayMs) => {
          waitedMs += delayMs;
          return this.waits.forRetry(account.phoneNumberId, delayMs);
        },
        beforeRetry: async () => {
          waitedMs += await this.waitForTurn(send, true, tracker);
        },
        tracker,
        accept: (answer) => readSendAnswer(answer, { correlationId, waitedMs }),
      });
    } catch (error) {
      // Only an error of ours can say that nothing was sent. The others are a mistake in a part that was replaced.
      throw error instanceof WhatsAppError ? error : new SendOutcomeUnknownError('other', { correlationId });
    }
  }

  private async tellFailure(send: PendingSend, error: unknown): Promise<void> {
    if (error instanceof SendOutcomeUnknownError) {
      await this.tell('onUnknown', (observer) => observer.onUnknown?.(send, error));
    } else if (error instanceof Error) {
      await this.tell('onRejected', (observer) => observer.onRejected?.(send, error));
    }
  }

  /** An observer that throws must not turn an accepted message into a failed call. */
  private async tell(
    event: string,
    call: (observer: SendObserver) => void | Promise<void> | undefined,
  ): Promise<void> {
    for (const observer of this.extensions.observers) {
      try {
        await call(observer);
      } catch (error) {
        this.logger.error(
          `${observer.constructor.name}.${event} threw ${nameOfError(error)}; the send goes on`,
          framesOfError(error),
        );
      }
    }
  }
}

function isSame(one: RecipientInput, other: RecipientInput): boolean {
  return (
    one.to === other.to && one.recipient === other.recipient && one.recipient_type === other.recipient_type
  );
}

function throwIfCancelled({ options: { signal } }: PendingSend): void {
  if (signal?.aborted) throw new SendCancelledError({ cause: signal.reason });
}
