import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { resolveOptions } from '../../config/internal.js';
import { FakeClock } from '../../testing/index.js';
import type { InboundEvent } from '../events/inbound-event.js';
import { HandlerTimedOutError } from './handler-failure.js';
import { HandlerRunner } from './handler-runner.js';
import type { HandlerTimeout } from './handler-timeout.js';
import type { InboundHandler } from './inbound-handler.js';
import { Semaphore } from './semaphore.js';

const never = new Promise<never>(() => undefined);

let clock: FakeClock;
let semaphore: Semaphore;
let runner: HandlerRunner;
let lines: unknown[];

beforeEach(() => {
  clock = new FakeClock();
  semaphore = new Semaphore(2);
  const options = resolveOptions({
    phoneNumberId: '1',
    accessToken: 'a',
    webhooks: { handlerTimeoutMs: 1000 },
  });
  runner = new HandlerRunner(semaphore, clock, options);
  lines = [];
  jest.spyOn(Logger.prototype, 'warn').mockImplementation((line) => void lines.push(line));
});

afterEach(() => {
  jest.restoreAllMocks();
});

const handler = (handle: InboundHandler['handle']): InboundHandler => ({
  id: 'Inbox.on',
  matches: () => true,
  handle,
});
const stuck = handler(() => never);
const eventOf = (key: string) => ({ key, kind: 'message' }) as unknown as InboundEvent;

/** Begins a run that never ends; what it came to is in `outcome`. */
function begin(key = 'event'): { readonly timeout: HandlerTimeout; readonly outcome: unknown[] } {
  const event = eventOf(key);
  const outcome: unknown[] = [];
  runner.run(stuck, event, 1).then(
    (value) => outcome.push(value),
    (error: unknown) => outcome.push(error),
  );
  const timeout = runner.latest(event);
  if (!timeout) throw new Error('no run');
  return { timeout, outcome };
}

describe('the time of a run', () => {
  it('is up after the handler worked for as long as it may, and not before', async () => {
    const { timeout, outcome } = begin();
    await clock.advance(999);
    expect([outcome, timeout.isOver]).toEqual([[], false]);
    await clock.advance(1);
    expect(outcome).toEqual([expect.any(HandlerTimedOutError)]);
    expect(outcome[0]).toMatchObject({
      handlerId: 'Inbox.on',
      timeoutMs: 1000,
      code: 'WHATSAPP_HANDLER_TIMED_OUT',
    });
    expect(timeout.signal.reason).toBe(outcome[0]);
    await clock.advance(10_000);
    expect(clock.sleeping).toBe(0);
  });

  it('stands still while it waits, for however many things', async () => {
    const { timeout, outcome } = begin();
    await clock.advance(900);
    timeout.waiting();
    timeout.waiting();
    await clock.advance(5000);
    timeout.resumed();
    await clock.advance(5000);
    // Others began meanwhile, and are due later.
    begin('another');
    await clock.advance(500);
    timeout.resumed();
    await clock.advance(99);
    expect(outcome).toEqual([]);
    await clock.advance(1);
    expect(outcome).toEqual([expect.any(HandlerTimedOutError)]);
  });

  it('needs no timer of its own, and none where nothing runs', async () => {
    const fast = handler(() => Promise.resolve('handled'));
    for (let index = 0; index < 1000; index += 1) await runner.run(fast, eventOf(String(index)), 1);
    expect(clock.sleeps).toHaveLength(1);
    await clock.advance(1000);
    expect(clock.sleeping).toBe(0);
    expect(clock.sleeps).toHaveLength(1);
  });

  it('is not counted for a handler that throws before it gives a promise', async () => {
    const error = new Error('at once');
    const throwing = handler(() => {
      throw error;
    });
    await expect(runner.run(throwing, eventOf('a'), 1)).rejects.toBe(error);
    await clock.advance(1000);
    expect(clock.sleeping).toBe(0);
  });

  it('is that of the next handler alone, where an old run of the same event goes on', async () => {
    const event = eventOf('a');
    let given: InboundEvent | undefined;
    const old = runner.run(stuck, event, 1).catch((error: unknown) => error);
    await clock.advance(1000);
    expect(await old).toBeInstanceOf(HandlerTimedOutError);
    const next = runner
      .run(
        handler((own) => {
          given = own;
          return never;
        }),
        event,
        1,
      )
      .catch((error: unknown) => error);
    expect(given).toEqual(event);
    await expect(runner.suspend(event, () => never)).rejects.toBeInstanceOf(HandlerTimedOutError);
    void runner.suspend(given ?? {}, () => never);
    await clock.advance(10_000);
    await expect(Promise.race([next, Promise.resolve('waits')])).resolves.toBe('waits');
  });
});

describe('permits that are lent', () => {
  const gate = () => {
    let open = (): void => undefined;
    const opened = new Promise<void>((resolve) => (open = resolve));
    return { opened, open: () => open() };
  };

  it('are as many as before, however the waits of a handler overlap', async () => {
    const one = new Semaphore(1);
    const owner = {};
    const waits = [gate(), gate(), gate()];
    const other = gate();
    const begun = gate();
    const work = one.run(owner, async () => {
      const first = one.suspend(owner, () => waits[0]?.opened ?? never);
      begun.open();
      await other.opened;
      // The first wait is over and queues for the slot that another has: further waits begin and end meanwhile.
      const second = one.suspend(owner, () => waits[1]?.opened ?? never);
      const third = one.suspend(owner, () => waits[2]?.opened ?? never);
      await Promise.all([first, second, third]);
    });
    await begun.opened;
    const holding = gate();
    const held = one.run({}, () => holding.opened);
    waits[0]?.open();
    await Promise.resolve();
    other.open();
    await Promise.resolve();
    waits[2]?.open();
    holding.open();
    await held;
    waits[1]?.open();
    await work;
    const order: string[] = [];
    const blocked = gate();
    const last = one.run({}, () => blocked.opened.then(() => order.push('first')));
    const behind = one.run({}, () => Promise.resolve(order.push('second')));
    await new Promise((resolve) => setImmediate(resolve));
    expect([order, one.waiting]).toEqual([[], 1]);
    blocked.open();
    await Promise.all([last, behind]);
    expect(order).toEqual(['first', 'second']);
  });
});

describe('the warning that all slots are busy', () => {
  it('names the handlers, and comes once for each time that they are', async () => {
    const holders = [0, 1].map(() => {
      let end = (): void => undefined;
      const ended = semaphore.run({}, () => new Promise<void>((resolve) => (end = resolve)));
      return { end: () => end(), ended };
    });
    void semaphore.run({}, () => Promise.resolve());
    await clock.advance(9_999);
    expect(lines).toEqual([]);
    begin('a');
    await clock.advance(1);
    expect(lines).toEqual([
      expect.stringMatching(/All 2 slots .* busy for 10 s, and 1 events wait.*Inbox\.on \(1\)/),
    ]);
    await clock.advance(60_000);
    expect(lines).toHaveLength(1);
    for (const { end } of holders) end();
    await Promise.all(holders.map(({ ended }) => ended));
    void semaphore.run({}, () => never);
    await clock.advance(20_000);
    expect(lines).toHaveLength(1);
    void semaphore.run({}, () => never);
    await clock.advance(10_000);
    expect(lines[1]).toMatch(/None of them is in a handler: the storage may be slow/);
  });
});
