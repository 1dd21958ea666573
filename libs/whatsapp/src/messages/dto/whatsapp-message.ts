import type { AudioMessageDto } from './audio-message.dto.js';
import type { ContactsMessageDto } from './contacts-message.dto.js';
import type { DocumentMessageDto } from './document-message.dto.js';
import type { ImageMessageDto } from './image-message.dto.js';
import type { InteractiveMessageDto } from './interactive/interactive-message.dto.js';
import type { LocationMessageDto } from './location-message.dto.js';
import type { MarketingMessageDto } from './template/marketing-message.dto.js';
import type { PinMessageDto } from './pin-message.dto.js';
import type { ReactionMessageDto } from './reaction-message.dto.js';
import type { StickerMessageDto } from './sticker-message.dto.js';
import type { TemplateMessageDto } from './template/template-message.dto.js';
import type { TextMessageDto } from './text-message.dto.js';
import type { VideoMessageDto } from './video-message.dto.js';

/**
 * Any message of the Cloud API as Meta writes it. Told apart by `type` where it is given, else by its content key.
 *
 * @publicApi
 */
export type WhatsAppMessage =
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
 * The type of a message that the library knows.
 *
 * @publicApi
 */
export type MessageType = NonNullable<WhatsAppMessage['type']>;

/**
 * A message of the Marketing Messages API as Meta writes it.
 *
 * @publicApi
 */
export type WhatsAppMarketingMessage = MarketingMessageDto;
