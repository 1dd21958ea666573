/** A call of the control API that cannot be carried out. */
export class ControlError extends Error {
  override readonly name = 'ControlError';

  /** @param status the HTTP status of the answer */
  constructor(
    message: string,
    readonly status: 400 | 404 | 409 = 400,
  ) {
    super(message);
  }
}
