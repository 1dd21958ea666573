import type { AudioMessageDto } from './audio-message.dto.js';
import type { ContactsMessageDto } from './contacts-message.dto.js';
import type { DocumentMessageDto } from './document-message.dto.js';
import type { ImageMessageDto } from './image-message.dto.js';
import type { InteractiveContent, InteractiveMessageDto } from './interactive/interactive-message.dto.js';
import type { LocationMessageDto } from './location-message.dto.js';
import type { MarketingMessageDto } from './template/marketing-message.dto.js';
import type { PinMessageDto } from './pin-message.dto.js';
import type { ReactionMessageDto } from './reaction-message.dto.js';
import type { StickerMessageDto } from './sticker-message.dto.js';
import type { TemplateMessageDto } from './template/template-message.dto.js';
import type { TextMessageDto } from './text-message.dto.js';
import type { VideoMessageDto } from './video-message.dto.js';

/** The recipient of a message: one of the two must be there. Where both are, Meta uses `to`. */
type Address = { recipient: string } | { to: string };

/**
 * A plain object of a DTO's fields that says who it goes to. The classes cannot ask for it, because either field will do; of their
 * instances a pipe has checked it.
 */
export type Addressed<Dto> = Dto extends unknown ? Pick<Dto, keyof Dto> & Address : never;

/** An instance of the DTO of any message, such as a controller's `@Body()`. */
export type MessageDto =
  | TextMessageDto
  | ImageMessageDto
  | VideoMessageDto
  | AudioMessageDto
  | DocumentMessageDto
  | StickerMessageDto
  | LocationMessageDto
  | ContactsMessageDto
  | ReactionMessageDto
  | InteractiveMessageDto
  | TemplateMessageDto
  | PinMessageDto;

/**
 * Any message of the Cloud API as Meta writes it, with its address in `to` or `recipient`. Told apart by `type` where it is given,
 * else by its content key.
 *
 * @publicApi
 */
export type WhatsAppMessage = Addressed<MessageDto>;

/**
 * The type of a message that the library knows.
 *
 * @publicApi
 */
export type MessageType = NonNullable<MessageDto['type']>;

/**
 * A message of the Marketing Messages API as Meta writes it, with its address in `to` or `recipient`.
 *
 * @publicApi
 */
export type WhatsAppMarketingMessage = Addressed<MarketingMessageDto>;

/** The fields of a message that say who it goes to; everything else is its content. */
type AddressField = 'messaging_product' | 'recipient_type' | 'to' | 'recipient' | 'context';

// Distributes over the union, so that each kind of message keeps its own fields.
type WithoutAddress<Message> = Message extends unknown ? Omit<Message, AddressField> : never;

/** A message in Meta's shape without its address: what a composer, which knows the address, is given. */
export type MessageContent = WithoutAddress<MessageDto>;

/** A message for the Marketing Messages API without its address. */
export type MarketingContent = WithoutAddress<MarketingMessageDto>;

/** An `interactive` object of one kind, without its `type`: the method's name says it. */
export type InteractiveOf<Kind extends InteractiveContent['type']> = Omit<
  Extract<InteractiveContent, { type: Kind }>,
  'type'
>;
