import type {
  InboundInteractiveMessage,
  InboundMessage,
  InboundMessageEvent,
  InboundMessageOf,
  InboundMessageType,
  InteractiveReply,
  Open,
  Unlisted,
  UserReference,
} from '../webhooks/index.js';

/** A kind of interactive reply, which can be waited for by itself. */
export type InteractiveReplyType = Exclude<InteractiveReply['type'], Unlisted>;

/** A kind of message to wait for: a type of message, or of interactive reply (`'button_reply'`, `'list_reply'`, …). */
export type AnswerType = Open<InboundMessageType | InteractiveReplyType>;

/**
 * The message that was waited for.
 *
 * @example `AnswerOf<'button_reply'>`
 * @publicApi
 */
export type AnswerOf<Type extends string> = InboundMessageEvent & {
  readonly message: [Type] extends [InteractiveReplyType]
    ? InboundInteractiveMessage & {
        readonly interactive: Extract<InteractiveReply, { readonly type: Type }>;
      }
    : [Type] extends [InboundMessageType]
      ? InboundMessageOf<Type>
      : InboundMessage;
};

/**
 * The reply that is waited for, and the time limit.
 *
 * @publicApi
 */
export interface WaitOptions<Type extends string = AnswerType> {
  /** @default any message */
  readonly type?: Type | readonly Type[];
  /** A further test; what it throws ends the wait. */
  readonly where?: (answer: AnswerOf<Type>) => boolean;
  /** The participant of a group whose answer counts. @default who wrote the message that the conversation was opened with, else anybody */
  readonly from?: UserReference;
  /** Milliseconds until the wait ends, 1 to 2147483647. */
  readonly timeoutMs: number;
  /** Ends the wait. */
  readonly signal?: AbortSignal;
  /** Words by which the user ends the wait: a text, or the title of a button or row, that is one of them; capitals do not count. */
  readonly cancelWords?: readonly string[];
}
