import { IsOneOf, IsText, Nested } from '../rules/index.js';
import { MediaReference } from './shared/media-reference.js';
import { PersonOrGroupMessageDto } from './shared/message-envelope.dto.js';

/**
 * A document of any kind, at most 100 MB (Media reference).
 *
 * @publicApi
 */
export class DocumentContent extends MediaReference {
  /** At most 1024 characters. */
  @IsText({ min: 0, max: 1024, optional: true })
  caption?: string;

  /** The name that the user sees; its extension chooses the icon. */
  @IsText({ min: 0, optional: true })
  filename?: string;
}

/**
 * A document message.
 *
 * @publicApi
 */
export class DocumentMessageDto extends PersonOrGroupMessageDto {
  @IsOneOf(['document'], { optional: true })
  type?: 'document';

  @Nested(() => DocumentContent)
  document!: DocumentContent;
}
