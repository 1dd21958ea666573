/** Characters that one text message may have (Meta's page on text messages). */
export const MAX_TEXT_LENGTH = 4096;

/** The number of characters beyond the limit in which the end of a sentence or a character is looked for. */
const lookAhead = 128;

// Rules of Unicode that hold in every language; no state, so they can be shared.
const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** These end a sentence also where no white space follows. */
const endsWithoutSpace = /[。！？｡][」』）”’]*$/;
const webAddresses = /(?:https?:\/\/|www\.)[\x21-\x7e]+/gi;

/** The end of a part, and the beginning of the next one. */
interface Cut {
  readonly end: number;
  readonly next: number;
}

/**
 * Splits a text into parts that each fit into one message: at the last end of a line or sentence that fits, or else between two
 * words, or else between two characters as a reader sees them (an emoji, a letter with its accents). A web address is cut only
 * where it is longer than a message. White space at the cuts, and around a text that has to be cut, goes; nothing else does.
 *
 * Meta does not say in what unit it counts. Lengths here are UTF-16 code units, as in `String.length`: there are never fewer of
 * them than code points, so a part is within the limit however it is counted.
 *
 * @param maxLength at least 2, so that any character fits @default 4096
 * @throws RangeError where `maxLength` is not a whole number from 2
 * @publicApi
 */
export function splitText(text: string, maxLength: number = MAX_TEXT_LENGTH): string[] {
  if (!Number.isInteger(maxLength) || maxLength < 2) {
    throw new RangeError(`maxLength must be a whole number of at least 2, not ${maxLength}`);
  }
  if (text.length <= maxLength) return [text];
  const parts: string[] = [];
  let rest = text.trim();
  while (rest.length > maxLength) {
    const { end, next } = findCut(rest, maxLength);
    parts.push(rest.slice(0, end));
    rest = rest.slice(next).trimStart();
  }
  if (rest !== '') parts.push(rest);
  return parts;
}

function findCut(rest: string, maxLength: number): Cut {
  const window = rest.slice(0, maxLength + lookAhead);
  const cut = sentenceCut(window, maxLength) ?? wordCut(window, maxLength);
  if (cut) return cut;
  const end = characterCut(window, maxLength);
  return { end, next: end };
}

/** After the last sentence or line that fits whole. */
function sentenceCut(window: string, maxLength: number): Cut | undefined {
  const fitting = [...sentences.segment(window)]
    .map(({ segment, index }) => ({
      segment,
      end: index + segment.trimEnd().length,
      next: index + segment.length,
    }))
    // The last one ends where the window does, which says nothing.
    .filter(({ end, next }) => end > 0 && end <= maxLength && next < window.length);
  // The rules see an end also within "?q=Foo": it counts only before white space, or in scripts that write none.
  return fitting.findLast(
    ({ segment, end, next }) =>
      (end < next || endsWithoutSpace.test(segment)) && isBetweenCharacters(window, end, next),
  );
}

/** Cuts at the last white space. */
function wordCut(window: string, maxLength: number): Cut | undefined {
  return [...window.matchAll(/\s+/g)]
    .map(({ 0: space, index }) => ({ end: index, next: index + space.length }))
    .findLast(({ end, next }) => end > 0 && end <= maxLength && isBetweenCharacters(window, end, next));
}

/** Before the character, or the web address, that does not fit any more. */
function characterCut(window: string, maxLength: number): number {
  for (const { 0: address, index } of window.matchAll(webAddresses)) {
    if (index > 0 && index < maxLength && index + address.length > maxLength && address.length <= maxLength) {
      return index;
    }
  }
  const end = graphemes.segment(window).containing(maxLength)?.index ?? maxLength;
  if (end > 0) return end;
  // One character, as a reader sees it, that is longer than a message: keep at least its code points whole.
  return /[\uD800-\uDBFF]/.test(window.charAt(maxLength - 1)) ? maxLength - 1 : maxLength;
}

/** Whether both places are between two characters: an accent may follow white space and belong to it. */
function isBetweenCharacters(window: string, end: number, next: number): boolean {
  const segments = graphemes.segment(window);
  return segments.containing(end)?.index === end && (segments.containing(next)?.index ?? next) === next;
}
