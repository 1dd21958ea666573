import { inspect } from 'node:util';
import { validateSync } from 'class-validator';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { changed, REMOVED } from '../../../../../test/support/messages/change.js';
import {
  validMarketingMessages,
  validMessages,
  validReadReceipts,
} from '../../../../../test/support/messages/valid-messages.js';
import { WhatsAppValidationError } from '../../errors/index.js';
import { CompiledRules } from './compiled-rules.js';
import { findType, kindOf, messageTypes } from './message-kinds.js';
import { MessageValidator } from './message-validator.js';
import { assertPlainJson } from './plain-json.js';
import { toDto } from '../rules/to-dto.js';

const limits = { maxBodyBytes: 262_144 };
const validator = new MessageValidator(limits);
const rules = new CompiledRules();
const runs = { numRuns: 300 };

/** Keys that the DTOs know, keys of JavaScript itself, and any others. */
const key = fc.oneof(
  fc.constantFrom(
    ...messageTypes,
    'to',
    'type',
    'recipient_type',
    'context',
    'action',
    'body',
    'components',
    'parameters',
  ),
  fc.constantFrom(
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    'toJSON',
    'then',
    'length',
    '',
  ),
  fc.string(),
);

const { value: jsonish } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 6 },
    fc.oneof(
      fc.string(),
      fc.double(),
      fc.boolean(),
      fc.constantFrom(null, undefined, '', 0, -1),
      fc.constantFrom(...messageTypes),
    ),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(key, tie('value')), { maxLength: 5 }).map(ownFields),
  ),
}));

/** `Object.fromEntries` makes own fields of all keys, `__proto__` too, as `JSON.parse` does. */
function ownFields(entries: readonly (readonly [string, unknown])[]): unknown {
  return Object.fromEntries(entries);
}

/** What JSON cannot carry. */
const strange = fc.constantFrom<unknown>(
  10n,
  Symbol('x'),
  () => 1,
  Number.NaN,
  new Date(0),
  new Map([['a', 1]]),
  Buffer.from('x'),
  new Proxy(
    {},
    {
      get: () => {
        throw new TypeError('no');
      },
    },
  ),
);

const calls = ['validate', 'validateMarketing', 'validateReadReceipt', 'validateRaw'] as const;

/** What is wrong with the validator, if it does anything but succeed or throw a WhatsAppValidationError, or changes its source. */
function faultOn(input: unknown): string | undefined {
  const before = print(input);
  for (const call of calls) {
    const error = thrownBy(() => validator[call](input));
    if (error === undefined) continue;
    if (!(error instanceof WhatsAppValidationError)) return `${call} threw ${inspect(error)}`;
    if (error.issues.length === 0) return `${call} threw no issues`;
    // A cause means that a rule itself threw; only getters and proxies may make it.
    if (error.cause !== undefined && before !== unprintable)
      return `${call} stumbled: ${inspect(error.cause)}`;
  }
  if (print(input) !== before) return 'the source was changed';
  return isAgreedOn(input) ? undefined : 'the compiled rules and class-validator disagree';
}

/** Whether the compiled rules accept what class-validator accepts, and nothing else. */
function isAgreedOn(input: unknown): boolean {
  if (thrownBy(() => assertPlainJson(input, limits)) !== undefined) return true;
  assertPlainJson(input, limits);
  const type = findType(input);
  if (typeof type !== 'string') return true;
  const made = toDto(kindOf(type), input);
  const errors = validateSync(made, { whitelist: true, forbidNonWhitelisted: true });
  return rules.areKeptBy(made) === (errors.length === 0);
}

function thrownBy(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error ?? 'nothing';
  }
  return undefined;
}

const unprintable = 'unprintable';

function print(input: unknown): string {
  try {
    return JSON.stringify(input) ?? 'undefined';
  } catch {
    return unprintable;
  }
}

/** Every path of a message, as `changed` takes it. */
function pathsIn(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return path === '' ? [] : [path];
  const inner = Object.entries(value).flatMap(([name, child]) =>
    pathsIn(child, Array.isArray(value) ? `${path}[${name}]` : path === '' ? name : `${path}.${name}`),
  );
  return path === '' ? inner : [path, ...inner];
}

const sources: readonly unknown[] = [...validMessages, ...validMarketingMessages, ...validReadReceipts].map(
  ({ message }) => message,
);

const place = fc
  .constantFrom(...sources)
  .chain((message) => fc.constantFrom(...pathsIn(message)).map((path) => ({ message, path })));

describe('MessageValidator, given anything', () => {
  it('either succeeds or throws a WhatsAppValidationError', () => {
    fc.assert(
      fc.property(jsonish, (value) => expect(faultOn(value)).toBeUndefined()),
      runs,
    );
  });

  it('does so for anything in the place of a content', () => {
    fc.assert(
      fc.property(fc.constantFrom(...messageTypes), jsonish, (type, content) =>
        expect(faultOn({ to: '+16505551234', type, [type]: content })).toBeUndefined(),
      ),
      runs,
    );
  });

  it('does so for a valid message with a field taken away', () => {
    fc.assert(
      fc.property(place, ({ message, path }) =>
        expect(faultOn(changed(message, path, REMOVED))).toBeUndefined(),
      ),
      runs,
    );
  });

  it('does so for a valid message with a field replaced', () => {
    fc.assert(
      fc.property(place, jsonish, ({ message, path }, value) =>
        expect(faultOn(changed(message, path, value))).toBeUndefined(),
      ),
      { numRuns: 1000 },
    );
  });

  it('does so for a valid message with a field put in', () => {
    fc.assert(
      fc.property(place, key, jsonish, ({ message, path }, name, value) => {
        const parent = path.replace(/(?:\.|^)[^.[]+$|\[\d+\]$/, '');
        const field = /^\w+$/.test(name) && name !== 'length' ? name : 'field';
        expect(
          faultOn(changed(message, parent === '' ? field : `${parent}.${field}`, value)),
        ).toBeUndefined();
      }),
      runs,
    );
  });

  it('does so for a valid message with something in it that JSON cannot carry', () => {
    fc.assert(
      fc.property(place, strange, ({ message, path }, value) =>
        expect(faultOn(changed(message, path, value))).toBeUndefined(),
      ),
      runs,
    );
  });
});
