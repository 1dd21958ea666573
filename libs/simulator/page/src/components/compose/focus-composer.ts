/** The id of the field in which people write. */
export const COMPOSER_ID = 'composer';

/** Puts the cursor into the field in which people write, once it is drawn. */
export function focusComposer(): void {
  requestAnimationFrame(() => document.getElementById(COMPOSER_ID)?.focus());
}
