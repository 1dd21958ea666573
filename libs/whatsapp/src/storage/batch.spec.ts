import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { Batch } from './batch.js';

describe('Batch', () => {
  /** A server that answers when it is told to, with what it was asked for. */
  function server(): {
    calls: string[];
    ends: (() => void)[];
    call: (items: readonly string[]) => Promise<string[]>;
  } {
    const calls: string[] = [];
    const ends: (() => void)[] = [];
    const call = async (items: readonly string[]): Promise<string[]> => {
      calls.push(items.join());
      await new Promise<void>((resolve) => ends.push(resolve));
      return [...items];
    };
    return { calls, ends, call };
  }

  it('asks at once for what comes in a tick, after however many promises', async () => {
    const { calls, ends, call } = server();
    const batch = new Batch(call, undefined, 2);
    const later = async (promises: number): Promise<void> => {
      for (let left = promises; left > 0; left -= 1) await Promise.resolve();
    };
    const asked = Promise.all(
      ['a', 'b', 'c'].map(async (item, index) => {
        await later(20 * index);
        return batch.ask(item);
      }),
    );
    await setImmediate();
    expect(calls).toEqual(['a,b', 'c']);
    for (const end of ends) end();
    expect(await asked).toEqual(['a', 'b', 'c']);
  });

  it('gathers while as many calls are under way as may be', async () => {
    const { calls, ends, call } = server();
    const batch = new Batch(call, () => 1);
    const first = batch.ask('a');
    await setImmediate();
    const second = batch.ask('b');
    await setImmediate();
    const third = batch.ask('c');
    expect(calls).toEqual(['a']);
    ends[0]?.();
    expect(await first).toBe('a');
    await setImmediate();
    expect(calls).toEqual(['a', 'b,c']);
    ends[1]?.();
    expect(await Promise.all([second, third])).toEqual(['b', 'c']);
  });

  it('asks beside a call that is slow, and beside no more than that', async () => {
    const { calls, ends, call } = server();
    const batch = new Batch(call, () => 1);
    const slow = batch.ask('slow');
    await setImmediate();
    const next = batch.ask('next');
    while (calls.length < 2) await new Promise((resolve) => setTimeout(resolve, 1));
    ends[1]?.();
    expect(await next).toBe('next');
    ends[0]?.();
    expect(await slow).toBe('slow');
  });

  it('goes on after a call that has failed', async () => {
    const batch = new Batch(
      async ([item = '']: readonly string[]) =>
        item === 'bad' ? Promise.reject(new Error('refused')) : Promise.resolve([item]),
      () => 1,
    );
    await expect(batch.ask('bad')).rejects.toThrow('refused');
    expect(await batch.ask('good')).toBe('good');
  });
});
