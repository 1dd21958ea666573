import { IsOneOf } from '../validation/decorators.js';
import { MessageEnvelopeDto } from './message-envelope.dto.js';

/**
 * The envelope of the message types that can be sent to a person only: groups take text, media, templates and pins
 * (Groups guide).
 *
 * @publicApi
 */
export abstract class PersonMessageDto extends MessageEnvelopeDto {
  /** @default 'individual' */
  @IsOneOf(['individual'], { optional: true })
  recipient_type?: 'individual';
}
