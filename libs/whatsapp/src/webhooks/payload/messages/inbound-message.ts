import type { Unlisted } from '../parts/open.js';
import type { InboundContactsMessage } from './contacts-message.js';
import type { InboundEditMessage } from './edit-message.js';
import type { InboundInteractiveMessage } from './interactive-message.js';
import type {
  InboundAudioMessage,
  InboundDocumentMessage,
  InboundImageMessage,
  InboundStickerMessage,
  InboundVideoMessage,
} from './media-messages.js';
import type { InboundMessageBase } from './message-parts.js';
import type {
  InboundButtonMessage,
  InboundLocationMessage,
  InboundOrderMessage,
  InboundReactionMessage,
  InboundRequestWelcomeMessage,
  InboundRevokeMessage,
  InboundSystemMessage,
  InboundTextMessage,
  InboundUnsupportedMessage,
} from './simple-messages.js';

/** A message that Meta has no type for. */
export interface InboundUnknownMessage extends InboundMessageBase {
  readonly type: 'unknown';
  readonly [key: string]: unknown;
}

/** A message of a type that this version does not list; whatever it holds is there under its own key. */
export interface InboundUnlistedMessage extends InboundMessageBase {
  readonly type: Unlisted;
  readonly [key: string]: unknown;
}

/**
 * A message that a user sent; narrows by `type`. The types say what Meta documents. Nothing but `id` and `type` is checked,
 * because whatever Meta sends must reach the application.
 *
 * @publicApi
 */
export type InboundMessage =
  | InboundTextMessage
  | InboundImageMessage
  | InboundVideoMessage
  | InboundAudioMessage
  | InboundDocumentMessage
  | InboundStickerMessage
  | InboundLocationMessage
  | InboundContactsMessage
  | InboundReactionMessage
  | InboundButtonMessage
  | InboundInteractiveMessage
  | InboundOrderMessage
  | InboundSystemMessage
  | InboundUnsupportedMessage
  | InboundEditMessage
  | InboundRevokeMessage
  | InboundRequestWelcomeMessage
  | InboundUnknownMessage
  | InboundUnlistedMessage;

/**
 * The message types that this version lists.
 *
 * @publicApi
 */
export type InboundMessageType = Exclude<InboundMessage['type'], Unlisted>;

/**
 * The message of one type.
 *
 * @example `InboundMessageOf<'text'>`
 * @publicApi
 */
export type InboundMessageOf<Type extends InboundMessageType> = Extract<
  InboundMessage,
  { readonly type: Type }
>;
