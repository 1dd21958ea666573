import { IsFlag, IsOneOf, Nested } from '../../rules/index.js';
import { PersonMessageDto } from '../shared/message-envelope.dto.js';
import { TemplateContent } from './template-message.dto.js';

/**
 * A message of the Marketing Messages API (`/marketing_messages`): a marketing template to one person.
 *
 * @publicApi
 */
export class MarketingMessageDto extends PersonMessageDto {
  @IsOneOf(['template'], { optional: true })
  type?: 'template';

  @Nested(() => TemplateContent)
  template!: TemplateContent;

  /** `STRICT` fails where the message cannot be optimised, instead of sending it the usual way. @default 'CLOUD_API_FALLBACK' */
  @IsOneOf(['CLOUD_API_FALLBACK', 'STRICT'], { optional: true })
  product_policy?: 'CLOUD_API_FALLBACK' | 'STRICT';

  /** Whether reads and clicks are shared for optimisation. @default the account's setting */
  @IsFlag({ optional: true })
  message_activity_sharing?: boolean;
}
