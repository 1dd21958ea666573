/**
 * The HTTP client, loaded when a webhook, a link or a flow's endpoint first needs it: of all that the simulator is made
 * of it takes longest to load, and many a test does without.
 */
export function loadUndici(): Promise<typeof import('undici')> {
  return import('undici');
}
