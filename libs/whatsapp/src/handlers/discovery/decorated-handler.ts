import type { HandlerOutcome, InboundEvent, InboundHandler } from '../../webhooks/index.js';
import type { HandlerReplies } from '../context/handler-replies.js';
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

  /** Whether any of its decorators takes the event. One that throws counts as taking it: {@link handle} then fails alike. */
  matches(event: InboundEvent): boolean {
    try {
      return this.takes(event);
    } catch {
      return true;
    }
  }

  async handle(event: InboundEvent, attempt: number): Promise<HandlerOutcome> {
    if (!this.takes(event)) return 'skipped';
    const { run, succeeded } = this.replies.open(event, this.id, attempt);
    const outcome = await this.call(run);
    await succeeded();
    return outcome;
  }

  private takes(event: InboundEvent): boolean {
    return this.listeners.some((listener) => isOfAccount(event, listener.account) && listener.takes(event));
  }
}

function isOfAccount({ account }: InboundEvent, names: HandlerListener['account']): boolean {
  return names === undefined || (account !== undefined && [names].flat().includes(account.name));
}
