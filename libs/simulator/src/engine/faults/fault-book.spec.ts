import { describe, expect, it } from '@jest/globals';
import { SeededRandom } from '../random/seeded-random.js';
import { FaultBook } from './fault-book.js';
import type { FaultOrder } from './fault-order.js';

/** Lists the message calls that are hit, as a row of 1 and 0. */
function hits(order: FaultOrder, calls: number, seed = 1): string {
  const book = new FaultBook(new SeededRandom(seed));
  book.add(order);
  return Array.from({ length: calls }, () => (book.draw(order.kind, 'messages') ? 1 : 0)).join('');
}

describe('a fault on order', () => {
  it('hits the next one, the next few, or every n-th, for good or a few times', () => {
    expect(hits({ kind: 'error' }, 4)).toBe('1000');
    expect(hits({ kind: 'error', count: 3 }, 6)).toBe('111000');
    expect(hits({ kind: 'error', every: 3 }, 9)).toBe('001001001');
    expect(hits({ kind: 'error', every: 2, count: 2 }, 8)).toBe('01010000');
  });

  it('hits by probability, alike with the same seed and differently with another', () => {
    const order = { kind: 'latency', probability: 0.3 } as const;
    const row = hits(order, 1000);
    expect(hits(order, 1000)).toBe(row);
    expect(hits(order, 1000, 2)).not.toBe(row);
    const share = row.replaceAll('0', '').length / 1000;
    expect(share).toBeGreaterThan(0.25);
    expect(share).toBeLessThan(0.35);
    expect(hits({ ...order, probability: 0 }, 50)).not.toContain('1');
    expect(hits({ ...order, probability: 1, count: 5 }, 8)).toBe('11111000');
  });

  it('waits for its own kind and endpoint', () => {
    const book = new FaultBook(new SeededRandom(1));
    book.add({ kind: 'error', code: 4, endpoint: 'media' });
    book.add({ kind: 'reset_after', endpoint: 'any' });
    expect(book.draw('error', 'messages')).toBeUndefined();
    expect(book.draw('reset_before', 'media')).toBeUndefined();
    expect(book.draw('error', 'media')).toMatchObject({ code: 4 });
    expect(book.draw('reset_after', 'messages')).toBeDefined();
    expect(book.all).toEqual([]);
  });

  it('comes after those ordered before, and can be taken back', () => {
    const book = new FaultBook(new SeededRandom(1));
    book.add({ kind: 'error', code: 1 });
    const second = book.add({ kind: 'error', code: 2 });
    book.add({ kind: 'error', code: 3 });
    expect(book.draw('error', 'messages')).toMatchObject({ code: 1 });
    expect(book.remove(second.id)).toBe(true);
    expect(book.remove(second.id)).toBe(false);
    expect(book.draw('error', 'messages')).toMatchObject({ code: 3 });
  });

  it.each([
    ['count', 0],
    ['every', 1.5],
    ['probability', 1.1],
    ['probability', -0.1],
  ])('is refused with %s %d', (name, value) => {
    const book = new FaultBook(new SeededRandom(1));
    expect(() => book.add({ kind: 'error', [name]: value })).toThrow(`A fault's ${name} must be`);
  });
});

describe('a fault that is ordered in the process', () => {
  it.each([
    ['status', { status: 204 }],
    ['latencyMs', { latencyMs: 1e13 }],
    ['headers', { headers: { 'transfer-encoding': 'chunked' } }],
    ['headers', { headers: { 'a b': 'c' } }],
    ['kind', { kind: 'zz' as FaultOrder['kind'] }],
  ])('has the same limits: %s', (name, order) => {
    const book = new FaultBook(new SeededRandom(1));
    expect(() => book.add({ kind: 'error', ...order })).toThrow(`A fault's ${name} must`);
  });
});
