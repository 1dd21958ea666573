import { Injectable, Logger } from '@nestjs/common';
import { AccountDirectory } from '../../accounts/index.js';
import { Clock } from '../../common/index.js';
import { UnknownAccountError } from '../../errors/index.js';
import { WhatsAppMessagesService, type MarkAsReadOptions, type SendResult } from '../../messages/index.js';
import {
  IdempotentSends,
  ReadReceipts,
  replyKeyPrefix,
  SendPipeline,
  type SendRequest,
} from '../../messages/internal.js';
import { framesOfError, nameOfError } from '../../observability/internal.js';
import { WhatsAppRepliesService, type InboundMessageReference } from '../../replies/index.js';
import { DeletedMessages } from '../../replies/internal.js';
import { HandlerTimedOutError, type InboundEvent, type InboundMessageEvent } from '../../webhooks/index.js';
import { groupOfEvent, HandlerRunner, userOfEvent, type HandlerTimeout } from '../../webhooks/internal.js';
import { HandlerRun } from './handler-run.js';
import { ReplyNotPossibleError } from './reply-not-possible.error.js';

/**
 * The time that keys are kept after success, in milliseconds: once a handler has succeeded its
 * claim says so, and it is not run again. The keys outlast that moment by as much, for the case
 * that the claim could not be written.
 */
const keptAfterSuccessMs = 3_600_000;

/** A run, and what is to be done when it has succeeded. */
export interface OpenedRun {
  readonly run: HandlerRun;
  /** Releases the idempotency keys of what was sent. Never rejects. */
  readonly succeeded: () => Promise<void>;
}

/**
 * Starts runs whose replies are safe to repeat: the n-th message that a handler sends through its
 * reply has the same idempotency key in every run for the same event, so that a handler that runs
 * again does not answer twice.
 */
@Injectable()
export class HandlerReplies {
  private readonly logger = new Logger('WhatsAppHandlers');

  constructor(
    private readonly pipeline: SendPipeline,
    private readonly receipts: ReadReceipts,
    private readonly idempotency: IdempotentSends,
    private readonly times: HandlerRunner,
    private readonly accounts: AccountDirectory,
    private readonly clock: Clock,
    private readonly deleted: DeletedMessages,
  ) {}

  open(event: InboundEvent, handlerId: string, attempt: number): OpenedRun {
    const keys: string[] = [];
    const nextKey = (): string => {
      const key = `${replyKeyPrefix}${event.key}|${handlerId}|${keys.length + 1}`;
      keys.push(key);
      return key;
    };
    const timeout = this.times.latest(event);
    const run = new HandlerRun(
      event,
      handlerId,
      attempt,
      () => this.replyTo(event, nextKey, timeout),
      timeout,
    );
    return {
      run,
      // Where it was given up, another run has the same keys.
      succeeded: () => (timeout?.isOver ? Promise.resolve() : this.letGo(event, keys)),
    };
  }

  /**
   * Returns `true` when an event came to a number that no account has: then no reply to it ever
   * succeeds. The account of a number that is known may be put right until the next delivery.
   */
  async isNumberUnknown({ account, metadata }: InboundEvent): Promise<boolean> {
    if (account !== undefined) return false;
    if (metadata === undefined) return true;
    try {
      return (await this.accounts.byPhoneNumberId(metadata.phone_number_id)) === undefined;
    } catch (error) {
      return error instanceof UnknownAccountError;
    }
  }

  private replyTo(event: InboundEvent, nextKey: () => string, timeout: HandlerTimeout | undefined) {
    const { message, accountName } = repliable(event);
    const keyed = {
      send: (request: SendRequest) => {
        const { options } = request;
        const idempotencyKey = options?.idempotencyKey ?? nextKey();
        return this.send({ ...request, options: { ...options, idempotencyKey }, tracker: timeout });
      },
    };
    const receipts = {
      markAsRead: (account: string | undefined, messageId: string, options: MarkAsReadOptions) => {
        timeout?.beforeRequest();
        return this.receipts.markAsRead(account, messageId, options, timeout);
      },
    };
    const messages = new WhatsAppMessagesService(keyed, receipts, accountName);
    return new WhatsAppRepliesService(messages, this.clock, this.deleted).to(message);
  }

  private async send(request: SendRequest, isSecond = false): Promise<SendResult> {
    request.tracker?.beforeRequest();
    try {
      return await this.pipeline.send(request);
    } catch (error) {
      if (isSecond || !(error instanceof HandlerTimedOutError)) throw error;
      // Either this run was given up, or an earlier one that had begun this very send and shared it with this run.
      return this.send(request, true);
    }
  }

  private async letGo({ account }: InboundEvent, keys: readonly string[]): Promise<void> {
    if (!account) return;
    try {
      const { phoneNumberId } = account;
      await Promise.all(keys.map((key) => this.idempotency.shorten(phoneNumberId, key, keptAfterSuccessMs)));
    } catch (error) {
      // They end by themselves, only later.
      this.logger.warn(
        `The storage could not shorten the time of idempotency keys: ${nameOfError(error)}`,
        framesOfError(error),
      );
    }
  }
}

function repliable(event: InboundEvent): { message: InboundMessageReference; accountName: string } {
  if (event.kind !== 'message') {
    throw new ReplyNotPossibleError(
      `the event is a ${event.kind} of the field "${event.field}" and not a message`,
      'Take the reply only in handlers for messages; elsewhere inject WhatsAppMessagesService.',
    );
  }
  if (!event.account) {
    throw new ReplyNotPossibleError(
      'the message came to a number of yours that none of the accounts has',
      'Add the number to the option `accounts`, or let `AccountResolver.findTenant` know it.',
    );
  }
  return { message: withSender(event), accountName: event.account.name };
}

/** Returns the message with its sender's ids; either of them may stand beside the message only. */
function withSender(event: InboundMessageEvent): InboundMessageReference {
  const { id, timestamp } = event.message;
  const group_id = groupOfEvent(event);
  const user = userOfEvent(event);
  if (group_id === undefined && user === undefined) {
    throw new ReplyNotPossibleError(
      'the message names no sender',
      'Look at event.message before you take the reply.',
    );
  }
  return {
    id,
    timestamp,
    group_id,
    from: user?.waId,
    from_user_id: user?.userId,
    from_parent_user_id: user?.parentUserId,
  };
}
