import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { ResolvedWhatsAppOptions } from '../config/resolved-options.js';
import { WhatsAppValidationError } from '../errors/validation.error.js';
import { isBusinessScopedUserId } from '../users/index.js';
import { fromWaId } from './from-wa-id.js';
import { RecipientNormalizer } from './recipient-normalizer.js';
import type { RecipientInput } from './recipient.js';

type Recipients = ResolvedWhatsAppOptions['recipients'];

/** Number 1 knows these. */
class SomeUsers {
  readonly asked: string[] = [];

  knows(phoneNumberId: string, waId: string): Promise<boolean> {
    this.asked.push(waId);
    return Promise.resolve(phoneNumberId === '1' && ['551187654321', '4915112345678'].includes(waId));
  }
}

function normalizer(
  recipients: Partial<Recipients> = {},
  users: Pick<SomeUsers, 'knows'> = new SomeUsers(),
): RecipientNormalizer {
  return new RecipientNormalizer({ recipients: { numbersWithoutPlus: 'refuse', ...recipients } }, users);
}

function numberOf(to: string, recipients?: Partial<Recipients>): string | undefined {
  return normalizer(recipients).normalize({ to }).to;
}

function attempt(call: () => unknown): unknown {
  try {
    return call();
  } catch (error) {
    return error;
  }
}

/** The one problem that the address is refused for. */
function problemOf(input: RecipientInput, recipients?: Partial<Recipients>): string {
  const outcome = attempt(() => normalizer(recipients).normalize(input));
  if (!(outcome instanceof WhatsAppValidationError))
    throw new Error('Not refused as invalid.', { cause: outcome });
  const [{ path, message } = { path: '', message: '' }] = outcome.issues;
  return `${path} ${message}`;
}

describe('digits without + that may be the `wa_id` of a user', () => {
  it('are that user where a webhook has shown them to the number that sends, before the options say anything', async () => {
    const expected = { to: '+551187654321', kind: 'phone', key: 'phone:+551187654321' };
    for (const recipients of [
      {},
      { defaultCountry: 'US' },
      { numbersWithoutPlus: 'international' },
    ] as const) {
      expect(await normalizer(recipients).normalizeFor('1', { to: '551187654321' })).toMatchObject(expected);
    }
    // By itself it would be refused, because it can be read in two ways.
    const german = normalizer({ defaultCountry: 'DE' });
    expect(await german.normalizeFor('1', { to: '4915112345678' })).toMatchObject({ to: '+4915112345678' });
    await expect(german.normalizeFor('2', { to: '4915112345678' })).rejects.toThrow(/with and without/);
  });

  it.each([
    ['another number knows them', '2', '551187654321'],
    ['they are another spelling of the user', '1', '5511987654321'],
    ['nobody knows them', '1', '16505551234'],
  ])('are refused as before where %s, and it is said that users are forgotten', async (_why, number, to) => {
    await expect(normalizer().normalizeFor(number, { to })).rejects.toThrow(
      /has no "\+".*only while its user is remembered/,
    );
    expect(
      await normalizer({ numbersWithoutPlus: 'international' }).normalizeFor(number, { to }),
    ).toMatchObject({
      to: `+${to}`,
    });
  });

  it.each<[string, RecipientInput]>([
    ['a number with +', { to: '+551187654321' }],
    ['a group of the same digits', { to: '551187654321', recipient_type: 'group' }],
    ['a user id', { recipient: 'US.1349' }],
    ['a number with separators', { to: '+55 11 8765-4321' }],
  ])('are not asked for: %s', (_what, input) => {
    const users = new SomeUsers();
    const normalized = normalizer({}, users).normalizeFor('1', input);
    expect(normalized).toEqual(normalizer().normalize(input));
    expect(users.asked).toEqual([]);
  });

  it.each(['55 11 8765-4321', ' 551187654321', '0551187654321', '00551187654321', '551187', ''])(
    'are exactly that: %j is none of them',
    (to) => {
      expect(() => normalizer().normalizeFor('1', { to })).toThrow(WhatsAppValidationError);
    },
  );
});

describe('a phone number in `to`', () => {
  const fourRows = ['+16315551234', '+1 (631) 555-1234', '(631) 555-1234', '1 (631) 555-1234'];
  const read = (recipients?: Partial<Recipients>): string[] =>
    fourRows.map((to) => {
      const outcome = attempt(() => numberOf(to, recipients));
      return typeof outcome === 'string' ? outcome : 'refused';
    });

  it("is refused without + by default: the four rows of Meta's table", () => {
    expect(read()).toEqual(['+16315551234', '+16315551234', 'refused', 'refused']);
    expect(problemOf({ to: '1 (631) 555-1234' })).toMatch(/^to has no "\+".*e\.g\. "\+16315551234"/);
  });

  it('is taken as complete where the options say so', () => {
    expect(read({ numbersWithoutPlus: 'international' })).toEqual([
      '+16315551234',
      '+16315551234',
      '+6315551234',
      '+16315551234',
    ]);
  });

  it('is read as a national number of the default country', () => {
    expect(read({ defaultCountry: 'US' })).toEqual(Array(4).fill('+16315551234'));
    // India has no national number 16315551234: there is nothing to guess.
    expect(read({ defaultCountry: 'IN' })).toEqual([
      '+16315551234',
      '+16315551234',
      '+916315551234',
      'refused',
    ]);
  });

  it('loses its separators, also those that come along when it is copied', () => {
    for (const to of [
      '+49 30 901820',
      '+49-30-901820',
      '+49.30.901820',
      '+49\u00a030\u202f901820',
      '+49\u201130\u2013901820',
      '\u202a+4930901820\u202c',
      ' +4930901820\n',
    ]) {
      expect(numberOf(to)).toBe('+4930901820');
    }
  });

  it('is never refused for being improbable', () => {
    for (const to of ['+9999999', '+999123456789012', '+10000000']) {
      expect(numberOf(to)).toBe(to);
    }
  });

  it.each([
    ['Mexico, old form', '+5215512345678'],
    ['Mexico, new form', '+525512345678'],
    ['Argentina, mobile', '+5491123456789'],
    ['Argentina, without 9', '+541123456789'],
    ['Brazil, with the ninth digit', '+5511987654321'],
    ['Brazil, without it', '+551187654321'],
  ])('is never rewritten: %s', (_case, number) => {
    expect(numberOf(number)).toBe(number);
    expect(numberOf(number, { defaultCountry: 'BR' })).toBe(number);
    expect(fromWaId(number.slice(1))).toBe(number);
  });

  it('must have 7 to 15 digits and no calling code that begins with 0', () => {
    for (const to of ['+', '+123456', '+1234567890123456', '+0631555123', '+1+6315551234']) {
      expect(problemOf({ to })).toMatch(/^to must be "\+", a calling code .* 7 to 15 digits/);
    }
  });

  it('is refused with 00 in front, with a hint', () => {
    expect(problemOf({ to: '0049 30 901820' })).toContain('write "+" in its place');
    expect(problemOf({ to: '0049 30 901820' }, { numbersWithoutPlus: 'international' })).toContain(
      'write "+"',
    );
    expect(numberOf('0049 30 901820', { defaultCountry: 'DE' })).toBe('+4930901820');
  });

  it('is refused with (0) in it, which means different things in different countries', () => {
    expect(problemOf({ to: '+49 (0) 30 901820' })).toContain('"(0)"');
    expect(numberOf('+49 (30) 901820')).toBe('+4930901820');
  });

  it('is refused as international where it begins with 0', () => {
    expect(problemOf({ to: '030 901820' }, { numbersWithoutPlus: 'international' })).toContain(
      'begins with 0',
    );
  });

  it('is refused as national where it can be read in two ways, or in none', () => {
    // 04930901820 is no number of Germany, so the calling code must be part of it.
    expect(numberOf('4930901820', { defaultCountry: 'DE' })).toBe('+4930901820');
    expect(problemOf({ to: '4915112345678' }, { defaultCountry: 'DE' })).toContain(
      'with and without the calling code',
    );
    expect(problemOf({ to: '123' }, { defaultCountry: 'DE' })).toContain('is not a number of DE');
  });

  it('is refused where it holds anything else, without repeating it', () => {
    for (const to of ['+1-800-FLOWERS', 'tel:+16315551234', '+1 631 555 1234 ext. 5', '']) {
      const problem = problemOf({ to });
      expect(problem).toMatch(/^to (is|must be) /);
      expect(to === '' || !problem.includes(to)).toBe(true);
    }
    for (const to of [null, 16315551234, {}, ['+16315551234']])
      expect(problemOf({ to })).toContain('must be a string');
  });

  it('gives + and digits, or a validation error, whatever the text', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom('+', '0', '00', '1', '9', '44', '631', ' ', '-', '(', ')', '.') }),
    );
    const options = fc.constantFrom<Partial<Recipients>>(
      {},
      { numbersWithoutPlus: 'international' },
      { defaultCountry: 'IN' },
    );
    fc.assert(
      fc.property(text, options, (to, recipients) => {
        const outcome = attempt(() => numberOf(to, recipients));
        expect(outcome instanceof WhatsAppValidationError || /^\+[1-9]\d{6,14}$/.test(String(outcome))).toBe(
          true,
        );
      }),
      { numRuns: 500 },
    );
  });
});

describe('the address of a message', () => {
  const bsuid = 'US.13491208655302741918';

  it('has a kind and a key that is the same for every spelling', () => {
    expect(normalizer().normalize({ to: '+1 631 555 1234' })).toEqual({
      to: '+16315551234',
      kind: 'phone',
      key: 'phone:+16315551234',
    });
    expect(normalizer().normalize({ recipient: bsuid })).toEqual({
      recipient: bsuid,
      kind: 'user',
      key: `user:${bsuid}`,
    });
  });

  it('may be a user id, or a parent user id, which is not touched', () => {
    for (const recipient of [bsuid, 'US.ENT.11815799212886844830', `IN.${'a'.repeat(128)}`]) {
      expect(normalizer().normalize({ recipient }).recipient).toBe(recipient);
      expect(isBusinessScopedUserId(recipient)).toBe(true);
    }
  });

  it('is refused where the user id is in `to`, or something else in `recipient`', () => {
    expect(problemOf({ to: bsuid })).toContain('put it in `recipient`');
    for (const recipient of [
      '+16315551234',
      '13491208655302741918',
      'US.',
      'us.123',
      `US.${'a'.repeat(129)}`,
      null,
      7,
    ]) {
      expect(problemOf({ recipient })).toMatch(/^recipient must be a complete business-scoped user id/);
    }
  });

  it('counts by `to` where both are given, and keeps both', () => {
    expect(normalizer().normalize({ to: '+1 631 555 1234', recipient: bsuid })).toEqual({
      to: '+16315551234',
      recipient: bsuid,
      kind: 'phone',
      key: 'phone:+16315551234',
    });
  });

  it('may be a group id, which is not touched', () => {
    for (const to of ['Y2FwaV9ncm91cDoxNzA1NTU1MDEzOToxMjAzNjM0MDQ2OTQyMzM4MjAZD', '0120 363-(40)']) {
      expect(normalizer().normalize({ to, recipient_type: 'group' })).toEqual({
        to,
        kind: 'group',
        key: `group:${to}`,
      });
    }
    expect(problemOf({ to: 'Y2FwaV9ncm91cDox' })).toContain('`recipient_type` to "group"');
    for (const to of [undefined, '', ' ', 7]) {
      expect(problemOf({ to, recipient_type: 'group' })).toMatch(/^to must be the id of the group/);
    }
  });

  it('must be there', () => {
    expect(problemOf({})).toMatch(/^to is missing/);
  });
});

describe('fromWaId', () => {
  it('puts + before the digits that a webhook reported', () => {
    expect(fromWaId('16505551234')).toBe('+16505551234');
  });

  it('leaves everything else as it is', () => {
    for (const id of ['+16505551234', 'US.13491208655302741918', 'Y2FwaV9ncm91cDox', ''])
      expect(fromWaId(id)).toBe(id);
  });
});
