/** The simulator refused a call of its control API; the message says what to do. */
export class SimulatorRequestError extends Error {
  override readonly name = 'SimulatorRequestError';

  constructor(
    readonly status: number,
    body: string,
  ) {
    super(messageOf(body) ?? `The simulator answered HTTP ${status}.`);
  }
}

function messageOf(body: string): string | undefined {
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed === 'object' && parsed !== null && 'error' in parsed) return String(parsed.error);
  } catch {
    // No JSON: the status has to do.
  }
  return undefined;
}
