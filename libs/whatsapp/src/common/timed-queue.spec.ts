import { describe, expect, it } from '@jest/globals';
import { TimedQueue } from './timed-queue.js';

function drain(queue: TimedQueue<string>): string[] {
  const all: string[] = [];
  for (let value = queue.shift(); value !== undefined; value = queue.shift()) all.push(value);
  return all;
}

describe('TimedQueue', () => {
  it('gives out the oldest first, and of what is equally old what came first', () => {
    const queue = new TimedQueue<string>();
    for (const [at, value] of [
      [3, 'c1'],
      [1, 'a1'],
      [3, 'c2'],
      [2, 'b1'],
      [1, 'a2'],
    ] as const) {
      queue.push(at, value);
    }
    expect(queue.shift()).toBe('a1');
    queue.push(1, 'a3');
    queue.push(0, 'first');
    expect(drain(queue)).toEqual(['first', 'a2', 'a3', 'b1', 'c1', 'c2']);
    expect(queue.shift()).toBeUndefined();
  });

  it('takes another queue over in the same order', () => {
    const one = new TimedQueue<string>();
    const other = new TimedQueue<string>();
    one.push(1, 'here 1');
    one.push(5, 'here 5');
    other.push(5, 'there 5');
    other.push(1, 'there 1');
    other.push(0, 'there 0');
    one.takeAll(other);
    expect(drain(other)).toEqual([]);
    one.push(1, 'last of 1');
    expect(drain(one)).toEqual(['there 0', 'here 1', 'there 1', 'last of 1', 'here 5', 'there 5']);
  });

  it('does not take longer for each the more wait, in whichever order they come', () => {
    const orders = [(index: number) => -index, (index: number) => index, () => 7];
    for (const at of orders) {
      const queue = new TimedQueue<string>();
      // Walking through what waits would take 5 thousand million steps here.
      for (let index = 0; index < 100_000; index += 1) queue.push(at(index), 'event');
      expect(drain(queue)).toHaveLength(100_000);
    }
  });
});
