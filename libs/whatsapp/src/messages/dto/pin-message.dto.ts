import { Check, IsOneOf, IsMetaId, isWholeNumber, Nested } from '../rules/index.js';
import { MessageEnvelopeDto } from './shared/message-envelope.dto.js';

/**
 * Pins a message of a group, or takes it off. At most three are pinned; a fourth takes off the oldest.
 *
 * @publicApi
 */
export class PinContent {
  @IsOneOf(['pin', 'unpin'])
  type!: 'pin' | 'unpin';

  /** The message to pin, `wamid.…`. */
  @IsMetaId()
  message_id!: string;

  /** Days until it comes off again: 1 to 30, required to pin. */
  @Check('isExpiration', (days, { type }) => {
    if (days === undefined)
      return type === 'pin' ? 'is required to pin: a whole number from 1 to 30 (days)' : undefined;
    return isWholeNumber(days, 1, 30) ? undefined : 'must be a whole number from 1 to 30 (days)';
  })
  expiration_days?: number;
}

/**
 * Pins or unpins a message; groups only, and only where the business is the group's administrator.
 *
 * @publicApi
 */
export class PinMessageDto extends MessageEnvelopeDto {
  @IsOneOf(['group'])
  recipient_type!: 'group';

  @IsOneOf(['pin'], { optional: true })
  type?: 'pin';

  @Nested(() => PinContent)
  pin!: PinContent;
}
