import { IsOneOf, IsText, Nested } from '../rules/index.js';
import { MediaReference } from './shared/media-reference.js';
import { PersonOrGroupMessageDto } from './shared/message-envelope.dto.js';

/**
 * A video: MP4 or 3GPP with H.264 and AAC, at most 16 MB (Media reference).
 *
 * @publicApi
 */
export class VideoContent extends MediaReference {
  /** At most 1024 characters. */
  @IsText({ min: 0, max: 1024, optional: true })
  caption?: string;
}

/**
 * A video message.
 *
 * @publicApi
 */
export class VideoMessageDto extends PersonOrGroupMessageDto {
  @IsOneOf(['video'], { optional: true })
  type?: 'video';

  @Nested(() => VideoContent)
  video!: VideoContent;
}
