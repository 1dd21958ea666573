import { IsFlag, IsOneOf, Nested } from '../rules/index.js';
import { MediaReference } from './shared/media-reference.js';
import { PersonOrGroupMessageDto } from './shared/message-envelope.dto.js';

/**
 * Audio: AAC, AMR, MP3, MP4 audio or OGG (OPUS, mono), at most 16 MB (Media reference). It has no caption.
 *
 * @publicApi
 */
export class AudioContent extends MediaReference {
  /** Sends it as a voice message, which must be OGG with OPUS, mono; above 512 KB a download icon is shown. @default false */
  @IsFlag({ optional: true })
  voice?: boolean;
}

/**
 * An audio or a voice message.
 *
 * @publicApi
 */
export class AudioMessageDto extends PersonOrGroupMessageDto {
  @IsOneOf(['audio'], { optional: true })
  type?: 'audio';

  @Nested(() => AudioContent)
  audio!: AudioContent;
}
