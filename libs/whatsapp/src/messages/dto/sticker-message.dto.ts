import { IsOneOf, Nested } from '../validation/decorators.js';
import { MediaReference } from './media-reference.js';
import { PersonOrGroupMessageDto } from './person-or-group-message.dto.js';

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
