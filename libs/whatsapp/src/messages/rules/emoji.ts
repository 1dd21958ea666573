const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Matches the beginning of an emoji: pictographs (with what Unicode keeps free for new ones), flags, and keycaps, which only these twelve signs have. */
const EMOJI = /^(?:\p{Extended_Pictographic}|\p{Regional_Indicator}{2}|[0-9#*]\uFE0F?\u20E3)/u;

/** Whether a string is one emoji: one user-perceived character that is drawn as a picture. */
export function isOneEmoji(value: string): boolean {
  // The longest emoji (families, flags of regions) stay far below this.
  if (value.length > 64 || !EMOJI.test(value)) return false;
  const [, second] = graphemes.segment(value);
  return second === undefined;
}

/**
 * Matches a sign that is drawn as a picture anywhere in a text: what Unicode draws so by itself,
 * keycaps, and other signs where they ask for it or are among the pictures that WhatsApp always
 * draws in colour. Digits, `©`, `™`, arrows and the like alone are text.
 */
const ANY_EMOJI = /\p{Emoji_Presentation}|\p{Emoji}\uFE0F|[0-9#*]\u20E3|(?=[\u{2600}-\u{10FFFF}])\p{Emoji}/u;

/** Whether a string holds an emoji. */
export function hasEmoji(value: string): boolean {
  return ANY_EMOJI.test(value);
}
