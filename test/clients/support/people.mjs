/* Some of the demo's people, by their numbers. */

/** Has written a minute before the start. */
export const ANA = '+16505551234';
/** Has never written: the window is closed. */
export const BRUNO = '+351912345678';
export const CHITRA = '+919876543210';
/** Hides the number: webhooks carry the user id only. */
export const ELISA = '+5511987654321';
/** Reads when told to. */
export const FEMI = '+447700900123';
/** Is not on WhatsApp. */
export const NOBODY = '+33612345678';

/** The action of a person who writes a text. */
export function says(body) {
  return { action: 'send', message: { type: 'text', text: { body } } };
}
