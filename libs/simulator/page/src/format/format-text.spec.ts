import { describe, expect, it } from '@jest/globals';
import { formatLine, formatText, plainText } from './format-text.js';

const text = (value: string) => ({ kind: 'text', text: value });

describe('formatText', () => {
  it('reads bold, italic, strike-through and inline code, one within the other', () => {
    expect(formatLine('a *b _c_* ~d~ `e*f*`')).toEqual([
      text('a '),
      { kind: 'bold', children: [text('b '), { kind: 'italic', children: [text('c')] }] },
      text(' '),
      { kind: 'strike', children: [text('d')] },
      text(' '),
      { kind: 'code', text: 'e*f*' },
    ]);
  });

  it.each(['2 * 3 * 4', 'snake_case_name', '*open', '* spaced *', '**', 'a*b*c'])(
    'leaves %s as it is',
    (line) => {
      expect(formatLine(line)).toEqual([text(line)]);
    },
  );

  it('finds links of http and https only, without the punctuation after them', () => {
    expect(formatLine('see https://example.com/a_b?c=1. And javascript:alert(1)')).toEqual([
      text('see '),
      { kind: 'link', text: 'https://example.com/a_b?c=1' },
      text('. And javascript:alert(1)'),
    ]);
  });

  it('reads quotes, lists and blocks of code', () => {
    expect(formatText('Hi\n> one\n> two\n- a\n- b\n3. c\n```let *x* = 1;\n- y```')).toEqual([
      { kind: 'line', children: [text('Hi')] },
      { kind: 'quote', items: [[text('one')], [text('two')]] },
      { kind: 'bullets', items: [[text('a')], [text('b')]] },
      { kind: 'numbers', start: 3, items: [[text('c')]] },
      { kind: 'code', text: 'let *x* = 1;\n- y' },
    ]);
  });

  it('takes a fence without a partner, and mark-up of HTML, as text', () => {
    expect(formatText('```open\n<b>x</b>')).toEqual([
      { kind: 'line', children: [text('```open')] },
      { kind: 'line', children: [text('<b>x</b>')] },
    ]);
    expect(formatText('')).toEqual([{ kind: 'line', children: [] }]);
  });

  it('stays quick with thousands of marks', () => {
    expect(formatText('*_~'.repeat(1365)).length).toBe(1);
    expect(formatText('*a '.repeat(1365)).length).toBe(1);
  });

  it('can leave the marks out', () => {
    expect(plainText('*Hi* _you_\n- ~a~ `b`\n> c')).toBe('Hi you a b c');
  });
});
