import { Check } from '../validation/decorators.js';
import { MessageEnvelopeDto } from './message-envelope.dto.js';

/**
 * The envelope of the message types that can be sent to a person only: groups take text, media, templates and pins
 * (Groups guide).
 *
 * @publicApi
 */
export abstract class PersonMessageDto extends MessageEnvelopeDto {
  /** @default 'individual' */
  @Check('isPerson', (type) => {
    if (type === 'group') {
      return 'must not be "group" here: groups take texts, media, templates and pins only, so send one of those, or send this to a person';
    }
    return type === undefined || type === 'individual' ? undefined : 'must be "individual"';
  })
  recipient_type?: 'individual';
}
