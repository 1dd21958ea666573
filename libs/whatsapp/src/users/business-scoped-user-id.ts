/** Two letters of country, then up to 128 letters and digits; a parent id has `ENT.` in between. */
const businessScopedUserId = /^[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}$/;

/**
 * Returns `true` when a text is a business-scoped user id (BSUID), such as
 * `US.13491208655302741918` or `US.ENT.11815799212886844830`. Limits: Meta's page on
 * business-scoped user ids.
 */
export function isBusinessScopedUserId(text: string): boolean {
  return businessScopedUserId.test(text);
}
