import type { HandlerOutcome, InboundEvent, InboundHandler } from '../../webhooks/index.js';
import type { HandlerReplies } from '../context/handler-replies.js';
import { ReplyNotPossibleError } from '../context/reply-not-possible.error.js';
import type { HandlerListener } from '../decorators/handler-listener.js';
import type { HandlerCall } from '../running/handler-calls.js';

/** A decorated method as the dispatcher sees it. */
export class DecoratedHandler implements InboundHandler {
  constructor(
    readonly id: string,
    readonly order: number,
    readonly fallback: boolean,
    private readonly listeners: readonly HandlerListener[],
    private readonly replies: HandlerReplies,
    private readonly call: HandlerCall,
  ) {}

  /** Returns `true` when any of its decorators takes the event. */
  matches(event: InboundEvent): boolean {
    return this.listeners.some((listener) => isOfAccount(event, listener.account) && listener.takes(event));
  }

  async handle(event: InboundEvent, attempt: number): Promise<HandlerOutcome> {
    const { run, succeeded } = this.replies.open(event, this.id, attempt);
    try {
      const outcome = await this.call(run);
      await succeeded();
      return outcome;
    } catch (error) {
      // The next delivery would find the same: it is not asked for, and the log names the number already.
      if (error instanceof ReplyNotPossibleError && (await this.replies.isNumberUnknown(event)))
        return 'skipped';
      throw error;
    }
  }
}

function isOfAccount({ account }: InboundEvent, names: HandlerListener['account']): boolean {
  return names === undefined || (account !== undefined && [names].flat().includes(account.name));
}
