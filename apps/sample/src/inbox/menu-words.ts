/** The words by which a user asks to be shown something to press. */
export const menuWords = { buttons: 'menu', list: 'list' } as const;

/** Whether a text asks for the menu or the list. */
export function isMenuWord(text: string | undefined): boolean {
  return isWord(text, menuWords.buttons) || isWord(text, menuWords.list);
}

/** Whether a text is this word and nothing else. */
export function isWord(text: string | undefined, word: string): boolean {
  return text?.trim().toLowerCase() === word;
}
