import { WhatsAppValidationError } from '../../errors/index.js';

/** What about a file is not as WhatsApp takes it. */
export type MediaRefusal = 'empty' | 'type' | 'size' | 'pixels' | 'channels' | 'color' | 'source' | 'link';

/**
 * A file was refused before any of it was sent to Meta, because it would not be shown.
 *
 * @publicApi
 */
export class MediaRefusedError extends WhatsAppValidationError {
  override readonly code = 'WHATSAPP_MEDIA_REFUSED';

  constructor(
    readonly refusal: MediaRefusal,
    /** What is wrong, and what would be accepted. */
    message: string,
    options: { cause?: unknown } = {},
  ) {
    super([{ path: refusal === 'link' ? 'link' : 'file', message }], options);
  }
}
