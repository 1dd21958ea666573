import { IsOneOf, IsText, Nested } from '../rules/index.js';
import { MediaReference } from './shared/media-reference.js';
import { PersonOrGroupMessageDto } from './shared/message-envelope.dto.js';

/**
 * An image: JPEG or PNG, at most 5 MB (Media reference).
 *
 * @publicApi
 */
export class ImageContent extends MediaReference {
  /** At most 1024 characters. */
  @IsText({ min: 0, max: 1024, optional: true })
  caption?: string;
}

/**
 * An image message.
 *
 * @publicApi
 */
export class ImageMessageDto extends PersonOrGroupMessageDto {
  @IsOneOf(['image'], { optional: true })
  type?: 'image';

  @Nested(() => ImageContent)
  image!: ImageContent;
}
