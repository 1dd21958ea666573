import { Check, CheckValue, IsOneOf, isOneEmoji, IsMetaId, Nested } from '../rules/index.js';
import { PersonMessageDto } from './shared/message-envelope.dto.js';

/**
 * A reaction to an earlier message.
 *
 * @publicApi
 */
export class ReactionContent {
  /** The message that is reacted to, `wamid.…`: less than 30 days old and not itself a reaction. */
  @IsMetaId()
  message_id!: string;

  /** One emoji; an empty string takes the reaction back. */
  @CheckValue(
    'isEmoji',
    'one emoji, or an empty string to take the reaction back',
    (value) => value === '' || (typeof value === 'string' && isOneEmoji(value)),
    {},
  )
  emoji!: string;
}

/**
 * A reaction. It cannot quote: the message that it belongs to is in `reaction.message_id`.
 *
 * @publicApi
 */
export class ReactionMessageDto extends PersonMessageDto {
  @IsOneOf(['reaction'], { optional: true })
  type?: 'reaction';

  @Nested(() => ReactionContent)
  reaction!: ReactionContent;

  /** Not allowed: a reaction names its message in `reaction.message_id`. */
  @Check('isAbsent', (context) =>
    context === undefined
      ? undefined
      : 'is not allowed with a reaction: the message it belongs to goes into `reaction.message_id`',
  )
  override context?: never = undefined;
}
