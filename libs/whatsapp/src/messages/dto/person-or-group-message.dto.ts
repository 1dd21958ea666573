import { IsOneOf } from '../validation/decorators.js';
import { MessageEnvelopeDto } from './message-envelope.dto.js';

/**
 * The envelope of the message types that can be sent to a person and to a group.
 *
 * @publicApi
 */
export abstract class PersonOrGroupMessageDto extends MessageEnvelopeDto {
  /** `group` where `to` is a group id. @default 'individual' */
  @IsOneOf(['individual', 'group'], { optional: true })
  recipient_type?: 'individual' | 'group';
}
