import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isKeyOf, RecordPacker } from './record-packer.js';

const id = 'wamid.HBgLMTY1MDU1NTEyMzQVAgARGBI5QTNDQTVCM0Q0Q0Q2RTY3RTcA';

describe('a packed record', () => {
  it('holds whatever JSON holds, under any key and with any tags', () => {
    const packer = new RecordPacker();
    const texts = fc.string({ unit: 'binary' });
    const records = fc.record({
      key: texts,
      value: fc.oneof(fc.jsonValue(), fc.dictionary(texts, fc.jsonValue(), { maxKeys: 70 })),
      own: fc.array(texts),
      prefixes: fc.array(fc.constantFrom('', 'to:', 'message:')),
    });
    fc.assert(
      fc.property(records, ({ key, value, own, prefixes }) => {
        const tags = [...own, ...prefixes.map((prefix) => prefix + key)];
        const packed = packer.pack(key, value, tags);
        expect(packer.unpack(packed)).toEqual({ key, value: JSON.parse(JSON.stringify(value)), tags });
        expect(isKeyOf(key, packed.text)).toBe(true);
        expect(isKeyOf(`${key} `, packed.text)).toBe(false);
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    [
      'dates, and what has a JSON of its own',
      { at: new Date(0), inside: { toJSON: () => 'own' } },
      { at: '1970-01-01T00:00:00.000Z', inside: 'own' },
    ],
    ['without what JSON leaves out', { a: undefined, b: () => 1, c: Number.NaN }, { c: null }],
    ['keys that objects have already', JSON.parse('{"__proto__":{"a":1},"constructor":2}'), undefined],
    ['numbers that are not whole, or great, or negative', [-1, 2 ** 60, 0.1, -1.5e-7], undefined],
    [
      'texts that look like parts',
      { a: '\u0001"x"', b: '\u0002', c: '\u0003  ', d: 'a\nb', e: '' },
      undefined,
    ],
    ['texts of more than a byte a character', { a: 'ä', b: '日本', c: '\uD83D' }, undefined],
  ])('is as JSON has it: %s', (_name, value, expected = value) => {
    const packer = new RecordPacker();
    for (const given of [value, { inside: value }]) {
      const { value: found } = packer.unpack(packer.pack('key', given));
      expect(JSON.stringify(found)).toBe(JSON.stringify(given));
    }
    expect(packer.unpack(packer.pack('key', value)).value).toEqual(expected);
  });

  it('has each text once: not in its tags again, nor what is the key', () => {
    const packer = new RecordPacker();
    const pack = (send: string, message: string): string =>
      packer.pack(send, { send, message }, ['all', `message:${message}`]).text;
    for (let index = 0; index < 100; index += 1) pack(`send ${index}`, `${id}${index}`);
    const text = pack('c0ffee00', id);
    expect([text.split(id).length, text.split('c0ffee00').length]).toEqual([2, 2]);
  });

  it('has no text that most records of its kind have, and no key of the value', () => {
    const packer = new RecordPacker();
    const pack = (index: number): string =>
      packer.pack(`k${index}`, { account: 'sales department', id: `${id}${index}` }).text;
    for (let index = 0; index < 100; index += 1) pack(index);
    expect(pack(100)).toMatch(/^k100\n.{1,3}\nwamid/);
  });

  it('keeps texts of its own that come again, as an id with each status of its message', () => {
    const packer = new RecordPacker();
    const written = Array.from({ length: 500 }, (_, index) => {
      const value = { id: `${id}${index}` };
      for (let status = 0; status < 4; status += 1) packer.pack(`k${index}`, value);
      return { value, packed: packer.pack(`k${index}`, value) };
    });
    for (const { value, packed } of written) expect(packer.unpack(packed).value).toEqual(value);
    expect(written.at(-1)?.packed.text).toContain(id);
  });

  it('does not remember the keys of values that all have others', () => {
    const packer = new RecordPacker();
    const written = Array.from({ length: 4500 }, (_, index) => ({ [`field${index}`]: index }));
    const packed = written.map((value) => packer.pack('k', value));
    expect(packed.map((record) => packer.unpack(record).value)).toEqual(written);
    expect(packed.at(-1)?.text).toContain('field4499');
  });
});
