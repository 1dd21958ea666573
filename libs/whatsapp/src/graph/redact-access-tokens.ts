/** How Meta's access tokens look; it repeats a malformed one in its error message. */
const ACCESS_TOKEN = /EA[A-Z][0-9A-Za-z]{16,}/g;

/** Takes access tokens out of a text that may reach an error or a log. */
export function redactAccessTokens(text: string, accessToken = ''): string {
  const without = accessToken === '' ? text : text.replaceAll(accessToken, '[access token]');
  return without.replace(ACCESS_TOKEN, '[access token]');
}
