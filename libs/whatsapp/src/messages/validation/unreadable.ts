import { WhatsAppValidationError } from '../../errors/index.js';

/** A message that cannot even be looked at: a getter or a proxy in it throws. */
export function unreadable(cause: unknown): WhatsAppValidationError {
  return new WhatsAppValidationError(
    [
      {
        path: '',
        message: 'cannot be read: give a plain object as JSON.parse makes it, without getters or proxies',
      },
    ],
    { cause },
  );
}
