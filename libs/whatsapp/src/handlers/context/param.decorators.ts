import { createParamDecorator, type ExecutionContext, type PipeTransform, type Type } from '@nestjs/common';
import type {
  InboundContact,
  InboundEvent,
  InboundMessage,
  InboundUnknownMessage,
  InboundUnlistedMessage,
  MessageStatus,
  Open,
  WebhookFieldValues,
  WebhookMetadata,
} from '../../webhooks/index.js';
import type { ReplyComposer } from '../../replies/index.js';
import { WhatsAppExecutionContext } from './whatsapp-execution-context.js';

type Field = string | undefined;
type KeysOf<Union> = Union extends unknown ? keyof Union & string : never;
type Pipe = PipeTransform | Type<PipeTransform>;

/** A decorator for parameters of handlers that may be given one field of what it stands for, and pipes. */
export type WaParameter<Whole> = (
  field?: Open<KeysOf<Whole>> | Pipe,
  ...pipes: readonly Pipe[]
) => ParameterDecorator;

/** A decorator for parameters of handlers that may be given pipes. */
export type WaWholeParameter = (...pipes: readonly Pipe[]) => ParameterDecorator;

/**
 * The inbound message, or one of its fields: `@WaMessage('text')`. `undefined` where the event is no message.
 *
 * Takes pipes, like all decorators for parameters: `@WaMessage('text', MyPipe)`.
 *
 * @publicApi
 */
export const WaMessage: WaParameter<Exclude<InboundMessage, InboundUnknownMessage | InboundUnlistedMessage>> =
  createParamDecorator((field: Field, context) => part(read(context).message, field));

/**
 * Injects the sender (`profile`, `wa_id`, `user_id`), or one of its fields. `undefined` where the webhook does not say.
 *
 * @publicApi
 */
export const WaContact: WaParameter<InboundContact> = createParamDecorator((field: Field, context) =>
  part(read(context).contact, field),
);

/**
 * The business number that the event concerns, or one of its fields: `@WaMetadata('phone_number_id')`.
 *
 * @publicApi
 */
export const WaMetadata: WaParameter<WebhookMetadata> = createParamDecorator((field: Field, context) =>
  part(read(context).event.metadata, field),
);

/**
 * Injects the status of a message or a call, or one of its fields: `@WaStatus('errors')`. `undefined` where the event is no status.
 *
 * @publicApi
 */
export const WaStatus: WaParameter<MessageStatus> = createParamDecorator((field: Field, context) =>
  part(read(context).status, field),
);

/**
 * The whole event, or one of its fields: `@WaEvent('timestamp')`. A method without any of these decorators is given the event as
 * its only argument.
 *
 * @publicApi
 */
export const WaEvent: WaParameter<InboundEvent> = createParamDecorator((field: Field, context) =>
  part(read(context).event, field),
);

/**
 * `change.value`: all that came with the event, or one of its fields.
 *
 * @publicApi
 */
export const WaValue: WaParameter<WebhookFieldValues[keyof WebhookFieldValues]> = createParamDecorator(
  (field: Field, context) => part(read(context).value, field),
);

/**
 * The `WhatsAppAccount` that the business number belongs to. `undefined` where nobody knows it.
 *
 * @publicApi
 */
export const WaAccount: WaWholeParameter = createParamDecorator(
  (_field: Field, context) => read(context).account,
);

/**
 * An `AbortSignal` that fires when the run is given up, because it worked for longer than `webhooks.handlerTimeoutMs`: give it to
 * what may take long, such as `fetch`. Its reason is the `HandlerTimedOutError`.
 *
 * @publicApi
 */
export const WaSignal: WaWholeParameter = createParamDecorator(
  (_field: Field, context) => read(context).signal,
);

/** Exported so that start-up can tell which methods ask for the reply. */
export function replyOf(_field: Field, context: ExecutionContext): ReplyComposer {
  return read(context).reply;
}

/**
 * A `ReplyComposer` for the message, from the account that it came to. What is sent through it is sent once, also where the
 * handler is run again for the same message.
 *
 * @throws ReplyNotPossibleError before the method runs, where the event is no message or nobody knows its account
 * @publicApi
 */
export const WaReply: WaWholeParameter = createParamDecorator(replyOf);

function read(context: ExecutionContext): WhatsAppExecutionContext {
  return WhatsAppExecutionContext.create(context);
}

function part(whole: object | undefined, field: Field): unknown {
  if (whole === undefined || field === undefined) return whole;
  const fields: Readonly<Record<string, unknown>> = { ...whole };
  return fields[field];
}
