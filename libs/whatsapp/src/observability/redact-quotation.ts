import { redactKnown, redactPhone, redactSentence, redactText } from './redaction.js';
import type { RequestContents } from './request-contents.js';

/** The length of the beginning of a longer text, which Meta may quote alone. */
const headLength = 24;

/** Shorter words are too common to be taken out wherever they stand: they are where they stand in quotes. */
const shortestWord = 4;

/**
 * A sentence in which Meta may quote the request that it answers, with the secrets, phone numbers and texts in it masked: those that
 * the request carried, and what looks like one. Ids stay readable.
 */
export function redactQuotation(sentence: string, { secrets, phones, texts, ids }: RequestContents): string {
  let redacted = redactKnown(sentence, secrets);
  for (const text of texts) redacted = withoutText(redacted, text);
  redacted = redacted.replace(/\+?\d[\d\s().-]{5,}\d/g, (written) => {
    // A national spelling has a 0 in place of the country's code.
    const digits = written.replace(/\D/g, '').replace(/^0+/, '');
    return digits.length > 6 && phones.some((phone) => phone.endsWith(digits))
      ? redactPhone(digits)
      : written;
  });
  return redactSentence(redacted).replace(BARE_PHONE, (digits) =>
    ids.includes(digits) ? digits : redactPhone(digits),
  );
}

/**
 * A number without `+`, with its country's code. Most of Meta's ids are longer, and the others are called so; ten digits that begin
 * with 1 are seconds since 1970.
 */
const BARE_PHONE = /(?<![\w+.-]|\bids?\W{1,3})(?!1\d{9}\b)\d{10,14}(?![\w-]|\.\d)/gi;

function withoutText(sentence: string, text: string): string {
  const head = text.slice(0, headLength);
  let redacted = '';
  let from = 0;
  for (let at = sentence.indexOf(head); at !== -1; at = sentence.indexOf(head, from)) {
    const end = endOf(sentence, at, text);
    const isQuoted = standsAlone(sentence, at, end, text);
    redacted += sentence.slice(from, at) + (isQuoted ? redactText(text) : sentence.slice(at, end));
    from = end;
  }
  return redacted + sentence.slice(from);
}

function endOf(sentence: string, at: number, text: string): number {
  let length = 0;
  while (length < text.length && sentence[at + length] === text[length]) length += 1;
  return at + length;
}

function standsAlone(sentence: string, at: number, end: number, text: string): boolean {
  const around = [sentence[at - 1] ?? '', sentence[end] ?? ''];
  if (text.length < shortestWord) return around.every((character) => /^["'`“”‘’]$/.test(character));
  // The rest of a text that was cut off may go on in any way.
  return end - at < text.length || around.every((character) => !/^[\p{L}\p{N}]$/u.test(character));
}
