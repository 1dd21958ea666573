import { IsOneOf, IsText, Nested } from '../validation/decorators.js';
import { MediaReference } from './media-reference.js';
import { PersonOrGroupMessageDto } from './person-or-group-message.dto.js';

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
