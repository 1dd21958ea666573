export * from './parts.js';
export { AudioMessageDto } from './audio-message.dto.js';
export { ContactsMessageDto } from './contacts-message.dto.js';
export { DocumentMessageDto } from './document-message.dto.js';
export { ImageMessageDto } from './image-message.dto.js';
export { LocationMessageDto } from './location-message.dto.js';
export { PinMessageDto } from './pin-message.dto.js';
export { ReactionMessageDto } from './reaction-message.dto.js';
export { ReadReceiptDto } from './read-receipt.dto.js';
export { StickerMessageDto } from './sticker-message.dto.js';
export { TextMessageDto } from './text-message.dto.js';
export { VideoMessageDto } from './video-message.dto.js';
export type {
  Addressed,
  InteractiveOf,
  MarketingContent,
  MessageContent,
  MessageDto,
  MessageType,
  WhatsAppMarketingMessage,
  WhatsAppMessage,
} from './whatsapp-message.js';
export { InteractiveMessageDto } from './interactive/interactive-message.dto.js';
export { MarketingMessageDto } from './template/marketing-message.dto.js';
export { TemplateMessageDto } from './template/template-message.dto.js';
