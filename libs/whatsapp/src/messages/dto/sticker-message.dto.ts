import { IsOneOf, Nested } from '../rules/index.js';
import { MediaReference } from './shared/media-reference.js';
import { PersonOrGroupMessageDto } from './shared/message-envelope.dto.js';

/**
 * A sticker: WebP of 512×512 pixels, at most 100 KB still or 500 KB animated (Media reference). It has no caption.
 *
 * @publicApi
 */
export class StickerContent extends MediaReference {}

/**
 * A sticker message.
 *
 * @publicApi
 */
export class StickerMessageDto extends PersonOrGroupMessageDto {
  @IsOneOf(['sticker'], { optional: true })
  type?: 'sticker';

  @Nested(() => StickerContent)
  sticker!: StickerContent;
}
