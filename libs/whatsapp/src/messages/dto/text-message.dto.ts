import { IsFlag, IsOneOf, IsText, Nested } from '../rules/index.js';
import { PersonOrGroupMessageDto } from './shared/message-envelope.dto.js';

/**
 * The content of a text message.
 *
 * @publicApi
 */
export class TextContent {
  /** 1 to 4096 characters. URLs become links; `*bold*`, `_italic_`, `~struck~` and the like are drawn as such. */
  @IsText({ max: 4096 })
  body!: string;

  /** Shows a preview of the first URL, which must begin with `http://` or `https://`. @default false */
  @IsFlag({ optional: true })
  preview_url?: boolean;
}

/**
 * A text message.
 *
 * @publicApi
 */
export class TextMessageDto extends PersonOrGroupMessageDto {
  @IsOneOf(['text'], { optional: true })
  type?: 'text';

  @Nested(() => TextContent)
  text!: TextContent;
}
