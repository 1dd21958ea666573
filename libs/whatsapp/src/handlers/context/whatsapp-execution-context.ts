import type { ArgumentsHost } from '@nestjs/common';
import type { WhatsAppAccount } from '../../accounts/index.js';
import { WhatsAppConfigurationError } from '../../errors/index.js';
import type { ReplyComposer } from '../../replies/index.js';
import type {
  InboundCall,
  InboundCallStatus,
  InboundContact,
  InboundEvent,
  InboundMessage,
  MessageStatus,
} from '../../webhooks/index.js';
import { HandlerRun } from './handler-run.js';

/** The value of `getType()` of an execution context while a handler of inbound events runs. */
export const WHATSAPP_CONTEXT = 'whatsapp';

/**
 * Returns `true` when a guard, an interceptor or a decorator was called for a handler of inbound events, and not for an HTTP request.
 *
 * @publicApi
 */
export function isWhatsAppContext(context: ArgumentsHost): boolean {
  return context.getType<string>() === WHATSAPP_CONTEXT;
}

/**
 * The execution context of a handler, for guards, interceptors and decorators.
 *
 * @example
 * ```ts
 * canActivate(context: ExecutionContext): boolean {
 *   return WhatsAppExecutionContext.create(context).contact?.user_id !== undefined;
 * }
 * ```
 * @publicApi
 */
export class WhatsAppExecutionContext {
  private constructor(private readonly run: HandlerRun) {}

  /** @throws WhatsAppConfigurationError where the context is not a handler's; see {@link isWhatsAppContext} */
  static create(context: ArgumentsHost): WhatsAppExecutionContext {
    const run: unknown = isWhatsAppContext(context) ? context.getArgByIndex<unknown>(1) : undefined;
    if (run instanceof HandlerRun) return new WhatsAppExecutionContext(run);
    throw new WhatsAppConfigurationError([
      `a decorator or guard for handlers of inbound events was used in a context of type "${context.getType<string>()}": ` +
        'ask isWhatsAppContext(context) first, and use @WaMessage() and its like only on methods with @OnWhatsAppMessage() and its like',
    ]);
  }

  get event(): InboundEvent {
    return this.run.event;
  }

  /** The handler's id: `ClassName.methodName`, or what its decorator says. */
  get handlerId(): string {
    return this.run.handlerId;
  }

  /** The number of this handler's run for this event, from 1. */
  get attempt(): number {
    return this.run.attempt;
  }

  /** The account; absent where nobody knows the business number, or where the event belongs to none. */
  get account(): WhatsAppAccount | undefined {
    return this.event.account;
  }

  /** The message; absent where the event is no message. */
  get message(): InboundMessage | undefined {
    return this.event.kind === 'message' ? this.event.message : undefined;
  }

  /** The status of a message or of a call; absent where the event tells neither. */
  get status(): MessageStatus | InboundCallStatus | undefined {
    return this.event.kind === 'status' || this.event.kind === 'call-status' ? this.event.status : undefined;
  }

  /** The call; absent where the event is no call. */
  get call(): InboundCall | undefined {
    return this.event.kind === 'call' ? this.event.call : undefined;
  }

  /** The user, where the webhook describes one. */
  get contact(): InboundContact | undefined {
    return 'contact' in this.event ? this.event.contact : undefined;
  }

  /** `change.value`: all that came with the event. */
  get value(): Readonly<Record<string, unknown>> {
    // Of a field's event it is an object, whatever the change has.
    return { ...(this.event.kind === 'field' ? this.event.value : this.event.change.value) };
  }

  /** Aborts with a `HandlerTimedOutError` when the run is given up (`webhooks.handlerTimeoutMs`). */
  get signal(): AbortSignal {
    return this.run.signal;
  }

  /**
   * Answers the message.
   *
   * @throws ReplyNotPossibleError where the event is no message, or nobody knows its account or its sender
   */
  get reply(): ReplyComposer {
    return this.run.reply;
  }
}
