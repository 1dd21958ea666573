import type { INestApplicationContext } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  Clock,
  GraphTransport,
  MemoryStorage,
  SendRateLimiter,
  WhatsAppStorage,
  type Awaitable,
  type GraphRequest,
  type GraphResponse,
} from 'nestjs-whatsapp/extending';
import { DeliveryStore } from '../../libs/whatsapp/src/delivery/records/delivery-store.js';
import {
  RequestNotSentError,
  WhatsAppSequencesService,
  WhatsAppWebhooksService,
  type SequenceProgress,
} from 'nestjs-whatsapp';
import { SequenceStore } from '../../libs/whatsapp/src/sequences/sequence-store.js';
import { FakeClock, messageStatus, signWebhook, webhookOf } from 'nestjs-whatsapp/testing';
import { lastValueFrom } from 'rxjs';
import { SequenceRunner } from '../../libs/whatsapp/src/sequences/sequence-runner.js';
import { describeSequenceStore } from '../support/contracts/sequence-store.contract.js';
import { WatchedStorage } from '../support/storage/watched-storage.js';
import { createContext } from '../support/whatsapp-app.js';

const appSecret = 'app-secret';
const person = '+16505551234';
const minute = 60_000;

describeSequenceStore('the memory', () => {
  const clock = new FakeClock();
  return Promise.resolve({
    store: new SequenceStore(new MemoryStorage(clock, { maxRecords: 5 })),
    maxRunning: 5,
    advance: (ms) => clock.advance(ms),
  });
});

/** How a process is connected to the stores that it shares with others. */
class Connection {
  state: 'up' | 'away' | 'dead' = 'up';
  /** What is done is answered when this resolves. */
  answers: Promise<void> = Promise.resolve();
  calls = 0;

  /** `away`: every call fails. `dead`: the process is gone, or its connection hangs: no call of it is ever answered. */
  async call<Answer>(work: () => Awaitable<Answer>): Promise<Answer> {
    this.calls += 1;
    if (this.state === 'away') throw new Error('away');
    if (this.state === 'dead') return new Promise(() => undefined);
    const answer = await work();
    await this.answers;
    return answer;
  }
}

/** The storage as one process reaches it; what is known of deliveries may have a connection of its own. */
function connectedTo(storage: MemoryStorage, process: Connection, deliveries: Connection): WhatsAppStorage {
  const watched = new WatchedStorage(storage, true);
  watched.around = ({ collection }, work) => {
    const connection = collection === 'deliveries' && process.state === 'up' ? deliveries : process;
    return connection.call(work);
  };
  return watched;
}

interface Sent {
  readonly id: string;
  readonly text: string;
  readonly callbackData: string;
}

/** A clock that somebody may set. */
class SettableClock extends FakeClock {
  setBackMs = 0;

  override now(): number {
    return super.now() - this.setBackMs;
  }

  override monotonic(): number {
    return super.now();
  }
}

/** A promise, and the function that resolves it. */
function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

/** Meta, as far as these tests need it: takes everything, and keeps it in the order in which it came. */
class Meta extends GraphTransport {
  readonly sent: Sent[] = [];
  onArrival: (sent: Sent) => void | Promise<void> = () => undefined;

  async request({ body }: GraphRequest): Promise<GraphResponse> {
    const message = JSON.parse(typeof body === 'string' ? body : '{}') as {
      text: { body: string };
      biz_opaque_callback_data: string;
    };
    const id = `wamid.${this.sent.length + 1}`;
    const sent = { id, text: message.text.body, callbackData: message.biz_opaque_callback_data };
    this.sent.push(sent);
    await this.onArrival(sent);
    return { status: 200, headers: {}, body: JSON.stringify({ messages: [{ id }] }) };
  }

  get texts(): string[] {
    return this.sent.map(({ text }) => text);
  }

  get last(): Sent {
    const sent = this.sent.at(-1);
    if (!sent) throw new Error('nothing was sent');
    return sent;
  }
}

/** Lets a message go when a test says so. */
class Turn extends SendRateLimiter {
  next: Promise<void> = Promise.resolve();

  wait(): Promise<void> {
    return this.next;
  }
}

/** One process of several that share their stores. */
interface Process {
  readonly context: INestApplicationContext;
  readonly connection: Connection;
  /** The connection to the DeliveryStore where a test needs one of its own. */
  readonly deliveries: Connection;
  readonly turn: Turn;
  readonly sequences: WhatsAppSequencesService;
}

describe('Sequences in a store that several processes share', () => {
  let clock: SettableClock;
  let meta: Meta;
  let storage: MemoryStorage;
  let sequenceStore: SequenceStore;
  let deliveryStore: DeliveryStore;
  let processes: Process[];

  beforeEach(() => {
    clock = new SettableClock();
    meta = new Meta();
    storage = new MemoryStorage(clock);
    sequenceStore = new SequenceStore(storage);
    deliveryStore = new DeliveryStore(storage, { delivery: { keepDays: 31 } });
    processes = [];
  });

  afterEach(async () => {
    // Nobody closes a process that is dead: its calls would be waited for.
    for (const { context, connection } of processes) {
      if (connection.state === 'up') await context.close();
    }
  });

  async function startProcess(): Promise<Process> {
    const connection = new Connection();
    const deliveries = new Connection();
    const turn = new Turn();
    const context = await createContext({
      phoneNumberId: '106540352242922',
      accessToken: 'token',
      appSecret,
      retry: { maxAttempts: 1 },
      storage: connectedTo(storage, connection, deliveries),
      providers: [
        { provide: Clock, useValue: clock },
        { provide: GraphTransport, useValue: meta },
        { provide: SendRateLimiter, useValue: turn },
      ],
    });
    const started = {
      context,
      connection,
      deliveries,
      turn,
      sequences: context.get(WhatsAppSequencesService),
    };
    processes.push(started);
    return started;
  }

  async function begin({ sequences }: Process, texts = ['one', 'two', 'three']): Promise<string> {
    const sequence = sequences.sequence(person);
    for (const text of texts) sequence.add(text);
    const { id } = await sequence.start();
    await clock.advance(0);
    return id;
  }

  /** Meta tells one of the processes that a message was delivered. */
  async function deliver(to: Process, { id, callbackData } = meta.last): Promise<void> {
    const extra = { biz_opaque_callback_data: callbackData };
    const status = messageStatus('delivered', { id, timestamp: Math.floor(clock.now() / 1000), extra });
    const body = Buffer.from(JSON.stringify(webhookOf([status])));
    await to.context.get(WhatsAppWebhooksService).handle(body, signWebhook(body, appSecret));
    await clock.advance(0);
  }

  const states = (progress: SequenceProgress | undefined): unknown[] => [
    progress?.state,
    ...(progress?.steps.flatMap(({ parts }) => parts.map(({ state }) => state)) ?? []),
  ];

  it('are carried on by one process at a time, however long that takes', async () => {
    const first = await startProcess();
    const second = await startProcess();
    await begin(first);
    await clock.advance(4 * minute);
    await deliver(first);
    await clock.advance(4 * minute);
    expect(meta.texts).toEqual(['one', 'two']);
    await second.context.close();
    processes.pop();
  });

  it('go on where the status comes to another process', async () => {
    const first = await startProcess();
    const second = await startProcess();
    const id = await begin(first);
    for (let message = 0; message < 3; message += 1) {
      await deliver(second);
      await clock.advance(10_000);
    }
    expect(meta.texts).toEqual(['one', 'two', 'three']);
    expect(states(await second.sequences.get(id))).toEqual(['completed', 'done', 'done', 'done']);
  });

  it('are not given up for a status that came to another process at the last moment', async () => {
    const first = await startProcess();
    const second = await startProcess();
    await begin(first);
    await clock.advance(5 * minute - 1);
    await deliver(second);
    await clock.advance(1);
    expect(meta.texts).toEqual(['one', 'two']);
  });

  it('ask the store the less often the longer they wait', async () => {
    const first = await startProcess();
    const sequence = first.sequences.sequence(person, { stepTimeoutMs: 120 * minute }).add('one');
    await sequence.start();
    await clock.advance(60 * minute);
    expect(first.deliveries.calls).toBeLessThan(120);
    await deliver(first);
  });

  it('are taken over when their process has died and its lease has ended, and nothing is sent twice', async () => {
    const first = await startProcess();
    const second = await startProcess();
    const id = await begin(first);
    first.connection.state = 'dead';
    await clock.advance(minute - 1);
    expect((await sequenceStore.takeOver(0, 10)).length).toBe(0);
    await deliver(second);
    expect(meta.texts).toEqual(['one']);
    await clock.advance(20_000);
    expect(meta.texts).toEqual(['one', 'two']);
    await deliver(second);
    await deliver(second);
    expect(meta.texts).toEqual(['one', 'two', 'three']);
    expect(states(await second.sequences.get(id))).toEqual(['completed', 'done', 'done', 'done']);
  });

  it('are taken over at once from a process that shuts down', async () => {
    const first = await startProcess();
    const id = await begin(first);
    await first.context.close();
    processes.pop();
    const second = await startProcess();
    await clock.advance(0);
    await deliver(second);
    expect(meta.texts).toEqual(['one', 'two']);
    await expect(second.sequences.get(id)).resolves.toHaveProperty('done', 1);
  });

  it('a message whose process died between the request and the record of its id is not sent again: its status resolves it', async () => {
    const first = await startProcess();
    const second = await startProcess();
    meta.onArrival = () => {
      first.connection.state = 'dead';
    };
    const id = await begin(first);
    await expect(sequenceStore.get(id)).resolves.toMatchObject({
      steps: [{ parts: [{ state: 'sending' }] }, {}, {}],
    });
    await clock.advance(2 * minute);
    expect(meta.texts).toEqual(['one']);
    await deliver(second);
    expect(meta.texts).toEqual(['one', 'two']);
    await deliver(second);
    await deliver(second);
    expect(meta.texts).toEqual(['one', 'two', 'three']);
    expect(states(await second.sequences.get(id))).toEqual(['completed', 'done', 'done', 'done']);
  });

  it('and where no status comes, it has failed, and nothing more is sent', async () => {
    const first = await startProcess();
    const second = await startProcess();
    meta.onArrival = () => {
      first.connection.state = 'dead';
    };
    const id = await begin(first);
    await clock.advance(7 * minute);
    expect(meta.texts).toEqual(['one']);
    expect(states(await second.sequences.get(id))).toEqual(['stopped', 'timed-out', 'skipped', 'skipped']);
  });

  it('are let go by a process that cannot reach the store, before another may take them over', async () => {
    const first = await startProcess();
    const second = await startProcess();
    const id = await begin(first);
    first.connection.state = 'away';
    await clock.advance(minute + 20_000);
    first.connection.state = 'up';
    // It is told, and would go on if the sequence were still its own.
    await deliver(first);
    await clock.advance(5000);
    expect(meta.texts).toEqual(['one', 'two']);
    await deliver(first);
    await clock.advance(5000);
    await deliver(second);
    expect(meta.texts).toEqual(['one', 'two', 'three']);
    expect(states(await first.sequences.get(id))).toEqual(['completed', 'done', 'done', 'done']);
  });

  it('a message that waits for its turn when its process can reach the store no more does not go out', async () => {
    const first = await startProcess();
    const second = await startProcess();
    let turn = (): void => undefined;
    first.turn.next = new Promise((resolve) => {
      turn = resolve;
    });
    const id = await begin(first);
    first.connection.state = 'away';
    await clock.advance(minute + 20_000);
    turn();
    await clock.advance(7 * minute);
    expect(meta.texts).toEqual([]);
    expect(states(await second.sequences.get(id))).toEqual(['stopped', 'timed-out', 'skipped', 'skipped']);
    first.connection.state = 'up';
  });

  it('a message that waits for its turn when its process is not answered any more does not go out', async () => {
    const first = await startProcess();
    const second = await startProcess();
    const turn = gate();
    first.turn.next = turn.opened;
    const id = await begin(first);
    first.connection.state = 'dead';
    await clock.advance(minute - 1);
    turn.open();
    await clock.advance(7 * minute);
    expect(meta.texts).toEqual([]);
    await expect(second.sequences.get(id)).resolves.toHaveProperty('state', 'stopped');
  });

  it('the clock may be set while a process cannot reach the store: it stops in time all the same', async () => {
    const first = await startProcess();
    const turn = gate();
    first.turn.next = turn.opened;
    await begin(first);
    first.connection.state = 'away';
    clock.setBackMs = 60 * minute;
    await clock.advance(minute);
    turn.open();
    await clock.advance(0);
    expect(meta.texts).toEqual([]);
  });

  it('the clock may be set while a message is waited for: that takes no longer', async () => {
    const first = await startProcess();
    const id = await begin(first);
    clock.setBackMs = 60 * minute;
    await clock.advance(5 * minute);
    expect(states(await first.sequences.get(id))).toEqual(['stopped', 'timed-out', 'skipped', 'skipped']);
  });

  it('a message is given up in time also where the store does not answer whether it was delivered', async () => {
    const first = await startProcess();
    const id = await begin(first);
    first.deliveries.state = 'dead';
    await clock.advance(5 * minute + 5000);
    expect(states(await first.sequences.get(id))).toEqual(['stopped', 'timed-out', 'skipped', 'skipped']);
  });

  it('a store that does not answer keeps no process from its end for long', async () => {
    const first = await startProcess();
    await begin(first);
    first.connection.state = 'dead';
    const closed = first.context.close();
    await clock.advance(0);
    await clock.advance(10_000);
    await expect(closed).resolves.toBeUndefined();
  });

  it('are released when the process has ended, however slow the store is', async () => {
    const first = await startProcess();
    await begin(first);
    const answers = gate();
    first.connection.answers = answers.opened;
    const ended = { yet: false };
    const closed = first.context.close().finally(() => {
      ended.yet = true;
    });
    await clock.advance(5000);
    expect(ended.yet).toBe(false);
    answers.open();
    await closed;
    processes.pop();
    await expect(sequenceStore.takeOver(minute, 1)).resolves.toHaveLength(1);
  });

  it('that the store gives to a process which has begun to shut down are given back, and nothing is sent', async () => {
    const first = await startProcess();
    const second = await startProcess();
    await begin(first);
    first.connection.state = 'dead';
    await deliver(second);
    await clock.advance(minute - 1);
    const answers = gate();
    second.connection.answers = answers.opened;
    await clock.advance(20_000);
    await expect(sequenceStore.takeOver(minute, 1)).resolves.toEqual([]);
    const closed = second.context.close();
    await clock.advance(0);
    answers.open();
    await closed;
    processes.pop();
    expect(meta.texts).toEqual(['one']);
    await expect(sequenceStore.takeOver(minute, 1)).resolves.toHaveLength(1);
  });

  it('are not begun by a process that shuts down', async () => {
    const first = await startProcess();
    await first.context.get(SequenceRunner, { strict: false }).beforeApplicationShutdown();
    const late = first.sequences.sequence(person).add('one');
    await expect(late.start()).rejects.toThrow(RequestNotSentError);
    await clock.advance(0);
    expect(meta.texts).toEqual([]);
  });

  it('a process that learns only when it saves that it has lost a sequence sends nothing more', async () => {
    const first = await startProcess();
    const id = await begin(first);
    await sequenceStore.release(id, 1);
    await sequenceStore.takeOver(minute, 1);
    await deliver(first);
    expect(meta.texts).toEqual(['one']);
    await expect(sequenceStore.get(id)).resolves.toMatchObject({
      steps: [{ parts: [{ state: 'awaiting' }] }, {}, {}],
    });
  });

  it('can be cancelled and watched from any process', async () => {
    const first = await startProcess();
    const second = await startProcess();
    const id = await begin(first);
    const seen: SequenceProgress[] = [];
    const watched = new Promise<void>((resolve) => {
      second.sequences
        .progressOf(id)
        .subscribe({ next: (progress) => seen.push(progress), complete: resolve });
    });
    await clock.advance(0);
    await deliver(first);
    await clock.advance(5000);
    await expect(second.sequences.cancel(id)).resolves.toBe(true);
    await clock.advance(minute);
    await watched;
    expect(seen.map(states)).toEqual([
      ['running', 'awaiting', 'waiting', 'waiting'],
      ['running', 'done', 'awaiting', 'waiting'],
      ['cancelled', 'done', 'awaiting', 'skipped'],
    ]);
    await deliver(first);
    expect(meta.texts).toEqual(['one', 'two']);
    await expect(second.sequences.cancel(id)).resolves.toBe(false);
  });

  it('end at the shutdown for who watches them, and go on elsewhere', async () => {
    const first = await startProcess();
    const sequence = first.sequences.sequence(person).add('one').add('two');
    const { id, progress$, result } = await sequence.start();
    const watched = lastValueFrom(progress$);
    await clock.advance(0);
    await first.context.close();
    processes.pop();
    await expect(watched).resolves.toHaveProperty('state', 'running');
    await expect(result).resolves.toHaveProperty('state', 'running');
    const second = await startProcess();
    await clock.advance(0);
    await deliver(second);
    await deliver(second);
    await expect(second.sequences.get(id)).resolves.toHaveProperty('state', 'completed');
  });

  it('that were cancelled while nobody carried them on send nothing more', async () => {
    const first = await startProcess();
    const id = await begin(first);
    first.connection.state = 'dead';
    await deliveryStore.update(
      { messageId: meta.last.id },
      (before) => before && { ...before, times: { ...before.times, delivered: clock.now() } },
    );
    await sequenceStore.cancel(id);
    await clock.advance(minute);
    const second = await startProcess();
    await clock.advance(0);
    expect(states(await second.sequences.get(id))).toEqual(['cancelled', 'done', 'skipped', 'skipped']);
    expect(meta.texts).toEqual(['one']);
  });
});
