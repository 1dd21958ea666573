/** The id of the field in which people write. */
export const COMPOSER_ID = 'composer';

/** Puts the cursor into the field in which people write, at once: the next key may be meant for it. */
export function focusComposer(): void {
  document.getElementById(COMPOSER_ID)?.focus();
}
