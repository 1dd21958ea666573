import { Injectable, Logger } from '@nestjs/common';
import { AccountDirectory, type WhatsAppAccount } from '../../accounts/index.js';
import { IdGenerator } from '../../common/index.js';
import type { SendOutcomeUnknownError } from '../../errors/index.js';
import { cancellable } from '../../graph/internal.js';
import { framesOfError, nameOfError } from '../../observability/internal.js';
import type { NormalizedRecipient } from '../../recipients/index.js';
import { IdempotentSends } from './idempotent-sends.js';
import { LimitedPost, throwIfCancelled } from './limited-post.js';
import { MessagePreparer, type OutgoingMessage, type PreparedMessage } from './message-preparer.js';
import type { PendingSend } from './pending-send.js';
import { PolicyChain } from './policy-chain.js';
import { SendNotifier } from './send-notifier.js';
import type { SendOutcome, SendRequest } from './send-request.js';
import type { SendResult } from './send-result.js';

/** A message whose account is known. */
interface Job {
  readonly request: SendRequest;
  readonly prepared: PreparedMessage;
  readonly account: WhatsAppAccount;
  readonly correlationId: string;
}

/**
 * The one way out: validate, account, address, policies, rate limiter, post, record. Every send of the library goes through it,
 * whichever helper began it.
 */
@Injectable()
export class SendPipeline {
  private readonly logger = new Logger('WhatsAppSendPipeline');

  constructor(
    private readonly preparer: MessagePreparer,
    private readonly accounts: AccountDirectory,
    private readonly policies: PolicyChain,
    private readonly limited: LimitedPost,
    private readonly notifier: SendNotifier,
    private readonly idempotency: IdempotentSends,
    private readonly ids: IdGenerator,
  ) {}

  async send(request: SendRequest): Promise<SendResult> {
    const { options = {} } = request;
    const correlationId = request.correlationId ?? this.ids.next();
    const prepared = this.preparer.prepare(request, correlationId);
    const account = await cancellable(() => this.accounts.get(request.account), options.signal);
    const job: Job = { request, prepared, account, correlationId };
    let recipient: PendingSend | Promise<PendingSend> | undefined;
    const address = (): PendingSend | Promise<PendingSend> => (recipient ??= this.addressed(job));
    if (options.idempotencyKey === undefined) {
      const outcome = await this.carryOut(job, address);
      await this.notifier.ended(outcome);
      return resultOf(outcome);
    }
    return resultOf(
      await this.idempotency.once(
        { correlationId, account, options },
        {
          lookUp: async () => this.policies.lookUp(await address()),
          carryOut: () => this.carryOut(job, address),
          ended: (outcome) => this.notifier.ended(outcome),
          tellUnknown: (error, first) => this.tellUnknown(address, error, first),
        },
      ),
    );
  }

  /** Finds the recipient. It asks the storage for digits that may be a known user's. */
  private addressed({ request, prepared, account, correlationId }: Job): PendingSend | Promise<PendingSend> {
    const { endpoint, options = {}, answeredEventAt } = request;
    const { type, message, address } = prepared;
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
    const found = this.preparer.recipientOf(address, account);
    return found instanceof Promise ? cancellable(() => found, options.signal).then(sendTo) : sendTo(found);
  }

  /** Never rejects. */
  private async carryOut(
    { request: { tracker }, prepared: { content, address }, account }: Job,
    addressed: () => PendingSend | Promise<PendingSend>,
  ): Promise<SendOutcome> {
    let message: OutgoingMessage | undefined;
    try {
      const found = addressed();
      const send = found instanceof Promise ? await found : found;
      message = { send, content, address };
      throwIfCancelled(send);
      message = await this.policies.check(message, account);
      try {
        return { send: message.send, result: await this.limited.post(message, account, tracker) };
      } catch (error) {
        const replacement = await this.policies.insteadOf(message, error, account);
        if (replacement === undefined) throw error;
        message = replacement;
        return { send: message.send, result: await this.limited.post(message, account, tracker) };
      }
    } catch (error) {
      return { send: message?.send, error };
    }
  }

  /** Calls the observers for a send that another process began, and may have died in. */
  private async tellUnknown(
    addressed: () => PendingSend | Promise<PendingSend>,
    error: SendOutcomeUnknownError,
    correlationId: string,
  ): Promise<void> {
    try {
      await this.notifier.ended({ send: { ...(await addressed()), correlationId }, error });
    } catch (failure) {
      this.logger.error(
        `Whom a send of unknown outcome goes to could not be looked up (${nameOfError(failure)}); nothing will be known of it but its statuses`,
        framesOfError(failure),
      );
    }
  }
}

function resultOf({ result, error }: SendOutcome): SendResult {
  if (result === undefined) throw error;
  return result;
}
