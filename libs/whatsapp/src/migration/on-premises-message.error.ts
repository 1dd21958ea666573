import { WhatsAppValidationError } from '../errors/index.js';

/** A thing that only the old installation knew and that cannot be translated. */
export type UntranslatableKind = 'group' | 'message-id';

/**
 * A body of the On-Premises API names something that exists only there, so that it cannot be sent through the Cloud API at all.
 *
 * @publicApi
 */
export class OnPremisesMessageError extends WhatsAppValidationError {
  override readonly code = 'WHATSAPP_ON_PREMISES_MESSAGE';

  constructor(
    /** A group of the old API, or the id of a message that was sent or received there. */
    readonly kind: UntranslatableKind,
    /** The path in the old body. */
    path: string,
    message: string,
  ) {
    super([{ path, message }]);
  }
}
