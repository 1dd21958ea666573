import { IsMetaId } from '../validation/decorators.js';

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
