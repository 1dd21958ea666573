import { Injectable } from '@nestjs/common';
import { AccountDirectory } from '../accounts/index.js';
import { GraphClient, type RequestTracker } from '../graph/index.js';
import { cancellable } from '../graph/internal.js';
import { MessageValidator } from './validation/index.js';

/** Options of marking a message as read. */
export interface MarkAsReadOptions {
  /** Shows the typing indicator until you send something, for 25 seconds at most. @default false */
  readonly typing?: boolean;
  readonly signal?: AbortSignal;
}

/** Sends read receipts: a user sees that a message was read. */
@Injectable()
export class ReadReceipts {
  constructor(
    private readonly validator: MessageValidator,
    private readonly accounts: AccountDirectory,
    private readonly graph: GraphClient,
  ) {}

  async markAsRead(
    accountName: string | undefined,
    messageId: string,
    options: MarkAsReadOptions,
    tracker?: RequestTracker,
  ): Promise<void> {
    const receipt = {
      messaging_product: 'whatsapp',
      status: 'read',
      message_id: messageId,
      typing_indicator: options.typing ? { type: 'text' } : undefined,
    };
    this.validator.validateReadReceipt(receipt);
    const account = await cancellable(() => this.accounts.get(accountName), options.signal);
    // Reading twice is reading once, so this may be repeated where a message may not.
    await this.graph.post(account, `${account.phoneNumberId}/messages`, JSON.stringify(receipt), {
      repeatable: true,
      signal: options.signal,
      tracker,
      accept: (answer) => (isSuccess(answer) ? true : undefined),
    });
  }
}

function isSuccess(answer: unknown): boolean {
  return typeof answer === 'object' && answer !== null && 'success' in answer && answer.success === true;
}
