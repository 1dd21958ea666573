import { IsOneOf, IsMetaId, Nested } from '../rules/index.js';

/**
 * Shows the user that an answer is being written.
 *
 * @publicApi
 */
export class TypingIndicator {
  @IsOneOf(['text'])
  type!: 'text';
}

/**
 * Marks a message of a user as read, and may show the typing indicator (until you send, 25 seconds at most).
 *
 * @publicApi
 */
export class ReadReceiptDto {
  /** Filled in when left out. */
  @IsOneOf(['whatsapp'], { optional: true })
  messaging_product?: 'whatsapp';

  @IsOneOf(['read'])
  status!: 'read';

  /** The user's message, `wamid.…`, at most 30 days old. In a chat of two the earlier ones become read too. */
  @IsMetaId()
  message_id!: string;

  @Nested(() => TypingIndicator, { optional: true })
  typing_indicator?: TypingIndicator;
}
