import { getEventListeners } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { onAbort, relayed } from './on-abort.js';
import { SystemClock } from './system-clock.js';

describe('onAbort', () => {
  it('has one listener on a signal, however many wait, and none when nobody does', () => {
    const { signal } = new AbortController();
    const takenBack = Array.from({ length: 1000 }, () => onAbort(signal, () => undefined));
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    for (const takeBack of takenBack) takeBack();
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });

  it('tells each who still waits once, the same callback as often as it was given, and whoever comes late at once', () => {
    const abort = new AbortController();
    const told: string[] = [];
    const one = (): void => void told.push('one');
    onAbort(abort.signal, one);
    onAbort(abort.signal, one);
    onAbort(abort.signal, () => told.push('left'))();
    abort.abort();
    abort.abort();
    expect(told).toEqual(['one', 'one']);
    onAbort(abort.signal, () => told.push('late'));
    expect(told).toEqual(['one', 'one', 'late']);
  });

  it('takes back twice without harm to others', () => {
    const abort = new AbortController();
    const told: string[] = [];
    const takeBack = onAbort(abort.signal, () => told.push('gone'));
    takeBack();
    onAbort(abort.signal, () => told.push('stays'));
    takeBack();
    abort.abort();
    expect(told).toEqual(['stays']);
  });
});

describe('relayed', () => {
  it('aborts with the reason of the first of its signals, also of one that has aborted already', () => {
    const [closing, caller] = [new AbortController(), new AbortController()];
    const relay = relayed(undefined, closing.signal, caller.signal);
    caller.abort(new Error('not wanted'));
    closing.abort(new Error('closing'));
    expect(relay.signal.reason).toEqual(new Error('not wanted'));
    expect(relayed(closing.signal).signal.reason).toEqual(new Error('closing'));
  });

  it('leaves no listener where it is let go', () => {
    const { signal } = new AbortController();
    relayed(signal, undefined).letGo();
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });
});

describe('SystemClock.sleep', () => {
  it('adds a single listener for all who sleep with one signal, and wakes all of them with its reason', async () => {
    const clock = new SystemClock();
    const abort = new AbortController();
    const asleep = Promise.allSettled(
      Array.from({ length: 20 }, () => clock.sleep(60_000, abort.signal, { background: true })),
    );
    expect(getEventListeners(abort.signal, 'abort')).toHaveLength(1);
    const reason = new Error('enough');
    abort.abort(reason);
    expect(new Set((await asleep).map((slept) => slept.status === 'rejected' && slept.reason))).toEqual(
      new Set([reason]),
    );
    await expect(clock.sleep(1, abort.signal)).rejects.toBe(reason);
  });
});
