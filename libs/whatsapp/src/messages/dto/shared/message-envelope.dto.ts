import { Check, CheckValue, IsMetaId, IsOneOf, IsText, Nested } from '../../rules/index.js';
import { isBusinessScopedUserId } from '../../../users/index.js';
import { maxCallbackDataLength } from './callback-data.js';

/**
 * The message that is being answered.
 *
 * @publicApi
 */
export class MessageContext {
  /** Its id, `wamid.…`. The quote is not drawn when it was deleted or is more than 30 days old. */
  @IsMetaId()
  message_id!: string;
}

/**
 * The fields that every message has beside its content (Messages reference, common fields).
 * `messaging_product` may be left out, and so may `type` where exactly one content key names it.
 *
 * @publicApi
 */
export abstract class MessageEnvelopeDto {
  /** Marks an instance, which a pipe has checked: any other object must show at compile time whom it goes to. */
  declare protected readonly isDto: true;

  /** Filled in when left out. */
  @IsOneOf(['whatsapp'], { optional: true })
  messaging_product?: 'whatsapp';

  /** A phone number, best in international form with `+`, or a group id. Wins where `recipient` is given too. */
  @Check('isAddressed', (to, { recipient, recipient_type }) => {
    if (to !== undefined)
      return typeof to === 'string' && to !== '' ? undefined : 'must be a string that is not empty';
    if (recipient_type === 'group') return 'is required: it must be the id of the group';
    // An app's own ValidationPipe may show what is left out as `null`.
    return (recipient ?? undefined) === undefined
      ? 'is required: give a phone number such as +16505551234 in `to`, or a business-scoped user id in `recipient`'
      : undefined;
  })
  to?: string;

  /** A business-scoped user id, complete with its country prefix: `US.1349…`, or `US.ENT.1181…` for a parent's. */
  @CheckValue(
    'isUserId',
    'a complete business-scoped user id such as US.13491208655302741918 (phone numbers go into `to`)',
    (value) => typeof value === 'string' && isBusinessScopedUserId(value),
    { optional: true },
  )
  recipient?: string;

  /** Quotes an earlier message. */
  @Nested(() => MessageContext, { optional: true })
  context?: MessageContext;

  /**
   * Your own value, echoed in the status webhooks to every app that is subscribed: no secrets. At most 400 of Meta's 512
   * characters, because the rest is for the library's correlation id; with the option `messages.callbackData: 'raw'` all 512
   * (Nest's own `ValidationPipe`, which knows no options, still takes 400).
   */
  @CheckValue(
    'isCallbackData',
    `a string of at most ${maxCallbackDataLength.correlated} characters (the rest of the ${maxCallbackDataLength.raw} that Meta allows is for the correlation id; the option \`messages.callbackData: "raw"\` leaves all of them to you)`,
    (value) => typeof value === 'string' && value.length <= maxCallbackDataLength.correlated,
    { optional: true },
  )
  biz_opaque_callback_data?: string;

  /** The hash from an identity webhook: the send is refused with 137000 where the user's key has changed since. */
  @IsText({ optional: true })
  recipient_identity_key_hash?: string;
}

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
