import { IsOneOf, IsText, Nested } from '../validation/decorators.js';
import { MediaReference } from './media-reference.js';
import { PersonOrGroupMessageDto } from './person-or-group-message.dto.js';

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
