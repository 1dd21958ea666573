import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  bold,
  bulletedList,
  inlineCode,
  italic,
  monospace,
  numberedList,
  quote,
  strikethrough,
} from './formatting.js';
import { splitText } from './split-text.js';

describe('formatting', () => {
  it('puts the mark of each style around the text', () => {
    expect(bold('now')).toBe('*now*');
    expect(italic('now')).toBe('_now_');
    expect(strikethrough('now')).toBe('~now~');
    expect(inlineCode('now')).toBe('`now`');
    expect(monospace('now')).toBe('```now```');
  });

  it('leaves surrounding white space outside the marks', () => {
    expect(bold('  now \t')).toBe('  *now* \t');
    expect(monospace('\nlet x;\n')).toBe('\n```let x;```\n');
  });

  it('marks each line, because a style ends with its line', () => {
    expect(bold('one\n\n two \r\nthree')).toBe('*one*\n\n *two* \r\n*three*');
    expect(monospace('one\n  two')).toBe('```one\n  two```');
  });

  it('adds no mark where there is nothing to mark', () => {
    expect(bold('')).toBe('');
    expect(italic(' \n ')).toBe(' \n ');
    expect(monospace(' ')).toBe(' ');
  });

  it('quotes every line, so that the quote stays one', () => {
    expect(quote('one\r\n\ntwo')).toBe('> one\n> \n> two');
  });

  it('writes lists, indenting the further lines of an item', () => {
    expect(bulletedList(['milk', ' bread\nof rye ', ''])).toBe('- milk\n- bread\n  of rye');
    expect(numberedList(['milk', '  ', 'bread\nof rye'])).toBe('1. milk\n2. bread\n   of rye');
    expect(numberedList(['milk', 'bread'], 9)).toBe('9. milk\n10. bread');
  });
});

describe('splitText', () => {
  it('leaves a text alone that fits', () => {
    expect(splitText('')).toEqual(['']);
    expect(splitText(` ${'a'.repeat(4094)} `)).toHaveLength(1);
    expect(splitText('a'.repeat(4097)).map(({ length }) => length)).toEqual([4096, 1]);
  });

  it('cuts at the last end of a sentence that fits', () => {
    expect(splitText('One is here. Two is here! Three?', 26)).toEqual([
      'One is here. Two is here!',
      'Three?',
    ]);
    expect(splitText('One is here. Two is here! Three?', 25)).toEqual([
      'One is here. Two is here!',
      'Three?',
    ]);
    expect(splitText('One is here. Two is here! Three?', 24)).toEqual([
      'One is here.',
      'Two is here! Three?',
    ]);
  });

  it('cuts at the end of a line', () => {
    expect(splitText('Shopping list\n- milk\n- bread of rye', 24)).toEqual([
      'Shopping list\n- milk',
      '- bread of rye',
    ]);
  });

  it('cuts between words where no sentence ends in time', () => {
    expect(splitText('one two three four', 10)).toEqual(['one two', 'three four']);
  });

  it('cuts after a sentence that no white space follows, in scripts that write none', () => {
    expect(splitText('今天天气很好。我们去公园吧。', 10)).toEqual(['今天天气很好。', '我们去公园吧。']);
  });

  it('does not cut a web address that fits', () => {
    const address = 'https://example.com/?Q=Where.Is.It!Here';
    expect(splitText(`Look here ${address}`, 42)).toEqual(['Look here', address]);
    expect(splitText(`请看${address}`, 40)).toEqual(['请看', address]);
    expect(splitText(`${address}${'x'.repeat(10)}`, 40)[0]).toHaveLength(40);
  });

  it('never cuts within a character as a reader sees it', () => {
    const family = '👨‍👩‍👧‍👦';
    expect(splitText(family.repeat(3), family.length * 2 - 1)).toEqual([family, family, family]);
    expect(splitText('e\u0301'.repeat(4), 5)).toEqual(['e\u0301e\u0301', 'e\u0301e\u0301']);
  });

  it('keeps code points whole even where one character is longer than a part', () => {
    expect(splitText(`👨‍👩‍👧‍👦`, 2).join('')).toBe('👨‍👩‍👧‍👦');
  });

  it('leaves no blank part', () => {
    expect(splitText(' '.repeat(5000))).toEqual([]);
    expect(splitText(`a.${' '.repeat(500)}b.`, 10)).toEqual(['a.', 'b.']);
  });

  it('refuses a limit that no character fits', () => {
    for (const limit of [0, 1, 2.5, Number.NaN]) expect(() => splitText('text', limit)).toThrow(RangeError);
  });

  it('loses nothing, exceeds no limit and cuts no character, whatever the text', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'binary' }),
      fc.lorem({ mode: 'sentences' }),
      fc.webUrl(),
      fc.constantFrom('\n', '\r\n', '。', '  ', ' \u0301', '\u00a0', '👩🏽‍🚀', '🇮🇳'),
    );
    const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), fc.integer({ min: 64, max: 400 }), (pieces, limit) => {
        const text = pieces.join('');
        const parts = splitText(text, limit);
        expect(parts.every(({ length }) => length <= limit)).toBe(true);
        expect(withoutSpace(parts.join(''))).toBe(withoutSpace(text));
        if (parts.length < 2) return;
        let from = 0;
        for (const part of parts) {
          const start = text.indexOf(part, from);
          expect(start).toBeGreaterThanOrEqual(from);
          from = start + part.length;
          const whole = characters.segment(text).containing(from);
          expect(whole === undefined || whole.index === from || whole.segment.length > limit).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });
});

function withoutSpace(text: string): string {
  return text.replace(/\s/g, '');
}
