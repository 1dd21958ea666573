/** A person cannot do that: there is no such message, or it has no such button. */
export class ActionError extends Error {
  override readonly name = 'ActionError';
}
