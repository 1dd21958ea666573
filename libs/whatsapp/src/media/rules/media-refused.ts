import { WhatsAppMediaError, type MediaRefusal } from '../../errors/index.js';
import { policyRefusal } from '../../errors/internal.js';

/** Meta's code for a file that it cannot take. */
const UPLOAD_FAILED = 131053;

/**
 * A file that is refused before any of it is sent to Meta, because it would not be shown.
 *
 * @param message what is wrong, and what would be accepted
 */
export function mediaRefused(
  refusal: MediaRefusal,
  message: string,
  options: { cause?: unknown } = {},
): WhatsAppMediaError {
  const path = refusal === 'link' ? 'link' : 'file';
  const fields = policyRefusal({
    policy: 'media',
    reason: `${path}: ${message}`,
    graphCode: UPLOAD_FAILED,
    advice: 'Change the file as `issues` says.',
  });
  return new WhatsAppMediaError({ ...fields, refusal, issues: [{ path, message }] }, options);
}
