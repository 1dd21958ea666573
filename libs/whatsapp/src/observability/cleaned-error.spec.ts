import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { cleanedError, withoutSecrets } from './cleaned-error.js';

const none = (): boolean => false;
const request = { headers: { authorization: 'Bearer own-token' } };

function shown(error: unknown): string {
  return inspect(error, { depth: null, showHidden: true }) + JSON.stringify(error);
}

describe('withoutSecrets', () => {
  it.each([
    new Error('no route', { cause: Object.assign(new Error('reset'), { code: 'ECONNRESET', errno: -104 }) }),
    new DOMException('stopped', 'AbortError'),
    new AggregateError([new Error('one'), new RangeError('two')], 'both'),
    { reason: 'not an error' },
    17,
    undefined,
  ])('leaves what shows nothing: %p', (error) => {
    expect(withoutSecrets(error, none)).toBe(error);
  });

  it.each<[string, unknown]>([
    ['what hangs on it', Object.assign(new Error('failed'), { config: request })],
    ['a token in its words', new Error('Bearer own-token is wrong')],
    ['a secret field', Object.assign(new Error('failed'), { token: 'own-token' })],
    ['its cause', new Error('failed', { cause: Object.assign(new Error('inner'), { request }) })],
    [
      'one of several',
      new AggregateError([new Error('a'), Object.assign(new Error('b'), { request })], 'failed'),
    ],
    [
      'a cause that was assigned',
      Object.assign(new Error('failed'), { cause: Object.assign(new Error('x'), request) }),
    ],
    ['its stack', Object.assign(new Error('failed'), { stack: 'Error: Bearer own-token' })],
    ['a class of another realm', { name: 'AxiosError', message: 'failed', config: request }],
    ['a word', 'Bearer own-token'],
  ])('hides %s', (_what, error) => {
    const clean = withoutSecrets(error, none);
    expect(shown(error)).toContain('own-token');
    expect(shown(clean)).not.toContain('own-token');
  });

  it('never throws, and ends: getters that throw, circles, many of many', () => {
    const unreadable = Object.defineProperty(new Error('x'), 'message', {
      get: () => {
        throw new Error('no');
      },
    });
    expect(withoutSecrets(unreadable, none)).toMatchObject({ message: 'an error that cannot be read' });
    const circle = new AggregateError([], 'round');
    circle.cause = circle;
    for (let count = 0; count < 100; count += 1) circle.errors.push(circle);
    expect(withoutSecrets(circle, none)).toMatchObject({ message: 'round', errors: { length: 100 } });
  });
});

describe('cleanedError', () => {
  it('keeps class by name, words and code of each, and what is known to be clean', () => {
    const known = new Error('ours');
    const error = new AggregateError(
      [Object.assign(new TypeError('first'), { code: 'E_ONE', request }), known],
      'both',
      { cause: Object.assign(new Error('deeper'), { code: 7 }) },
    );
    const clean = cleanedError(error, (candidate) => candidate === known);
    expect(clean).toBeInstanceOf(AggregateError);
    expect(clean).toMatchObject({
      name: 'AggregateError',
      message: 'both',
      errors: [{ name: 'TypeError', message: 'first', code: 'E_ONE' }, known],
      cause: { message: 'deeper', code: 7 },
    });
    expect((clean as AggregateError).errors[1]).toBe(known);
  });
});
