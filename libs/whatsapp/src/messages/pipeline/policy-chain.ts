import { Injectable } from '@nestjs/common';
import type { WhatsAppAccount } from '../../accounts/index.js';
import { GraphApiError } from '../../errors/index.js';
import { cancellable } from '../../graph/internal.js';
import { MessagePreparer, type OutgoingMessage } from './message-preparer.js';
import type { PendingSend } from './pending-send.js';
import { SendExtensions } from './send-extensions.js';
import type { SendPolicy } from './send-policy.js';

/** Asks the policies one after another: each may replace the message that the next one sees. */
@Injectable()
export class PolicyChain {
  constructor(
    private readonly extensions: SendExtensions,
    private readonly preparer: MessagePreparer,
  ) {}

  /** Starts the look-ups that {@link check} will need. It waits for nothing: what fails here fails there too, and is told there. */
  lookUp(send: PendingSend): void {
    for (const policy of this.extensions.policies) {
      if (policy.lookUp === undefined) continue;
      cancellable(() => policy.lookUp?.(send), undefined).catch(() => undefined);
    }
  }

  /** The message that goes out. */
  async check(message: OutgoingMessage, account: WhatsAppAccount): Promise<OutgoingMessage> {
    return this.checkedBy(this.extensions.policies, message, account);
  }

  /** Returns the message that goes out once in place of one that Meta has rejected. */
  async insteadOf(
    message: OutgoingMessage,
    error: unknown,
    account: WhatsAppAccount,
  ): Promise<OutgoingMessage | undefined> {
    if (!(error instanceof GraphApiError) || error.origin !== 'meta') return undefined;
    const { policies } = this.extensions;
    const { send } = message;
    for (const [index, policy] of policies.entries()) {
      const replacement = await cancellable(() => policy.instead?.(send, error), send.options.signal);
      if (!replacement) continue;
      const replaced = await this.preparer.replaced(message, replacement, account);
      return this.checkedBy(policies.slice(index + 1), replaced, account);
    }
    return undefined;
  }

  private async checkedBy(
    policies: readonly SendPolicy[],
    first: OutgoingMessage,
    account: WhatsAppAccount,
  ): Promise<OutgoingMessage> {
    let message = first;
    for (const policy of policies) {
      const { send } = message;
      const replacement = await cancellable(() => policy.check(send), send.options.signal);
      if (replacement) message = await this.preparer.replaced(message, replacement, account);
    }
    return message;
  }
}
