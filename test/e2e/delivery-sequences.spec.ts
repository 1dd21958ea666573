import type { INestApplicationContext, ModuleMetadata } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  Clock,
  GraphTransport,
  GraphTransportError,
  MemoryStorage,
  WhatsAppSendPolicy,
  type GraphRequest,
  type GraphResponse,
  type PendingSend,
  type SendPolicy,
} from 'nestjs-whatsapp/extending';
import {
  WhatsAppDeliveryService,
  SendRefusedError,
  UnknownAccountError,
  WhatsAppSequencesService,
  WhatsAppValidationError,
  WhatsAppWebhooksService,
  type RunningSequence,
  type SequenceOptions,
  type SequenceProgress,
  type WhatsAppModuleExtras,
  type WhatsAppModuleOptions,
} from 'nestjs-whatsapp';
import { SequenceStore } from '../../libs/whatsapp/src/sequences/sequence-store.js';
import type { SequenceRecord } from '../../libs/whatsapp/src/sequences/sequence-record.js';
import {
  FakeClock,
  messageStatus,
  signWebhook,
  webhookOf,
  type WebhookUpdate,
} from 'nestjs-whatsapp/testing';
import { WatchedStorage } from '../support/storage/watched-storage.js';
import { createContext } from '../support/whatsapp-app.js';

const appSecret = 'app-secret';
const person = '+16505551234';
/** What a storage gives that has nothing due. */
const emptyHanded = [] as never;

interface Sent {
  readonly id: string;
  readonly to: string;
  readonly text: string;
  readonly callbackData: string;
}

/** Meta, as far as these tests need it: takes everything, and keeps it in the order in which it came. */
class Meta extends GraphTransport {
  readonly sent: Sent[] = [];
  answer: (sent: Sent) => GraphResponse = ({ id }) => accepted(id);

  /** Is waited for before a message is answered, unless the request is aborted. */
  before: (sent: Sent) => Promise<void> | undefined = () => undefined;
  wasAborted = false;

  async request({ body, signal }: GraphRequest): Promise<GraphResponse> {
    const message = JSON.parse(typeof body === 'string' ? body : '{}') as {
      to: string;
      text?: { body: string };
      biz_opaque_callback_data: string;
    };
    const sent = {
      id: `wamid.${this.sent.length + 1}`,
      to: message.to,
      text: message.text?.body ?? '',
      callbackData: message.biz_opaque_callback_data,
    };
    this.sent.push(sent);
    signal?.addEventListener('abort', () => {
      this.wasAborted = true;
    });
    await this.before(sent);
    return this.answer(sent);
  }

  get texts(): string[] {
    return this.sent.map(({ text }) => text);
  }
}

function accepted(id: string): GraphResponse {
  return { status: 200, headers: {}, body: JSON.stringify({ messages: [{ id }] }) };
}

function refused(code: number): GraphResponse {
  return { status: 400, headers: {}, body: JSON.stringify({ error: { code, message: `(#${code})` } }) };
}

@WhatsAppSendPolicy()
class FailsAtTwo implements SendPolicy {
  check({ message }: PendingSend): void {
    if (message.type === 'text' && message.text.body === 'two') throw new TypeError('the database is away');
  }
}

describe('Sequences', () => {
  let clock: FakeClock;
  let meta: Meta;
  let context: INestApplicationContext;
  let sequences: WhatsAppSequencesService;

  beforeEach(async () => {
    clock = new FakeClock();
    meta = new Meta();
    await start();
  });
  afterEach(() => context.close());

  async function start(
    options: Partial<WhatsAppModuleOptions & WhatsAppModuleExtras> = {},
    metadata: ModuleMetadata = {},
  ): Promise<void> {
    context = await createContext(
      {
        phoneNumberId: '106540352242922',
        accessToken: 'token',
        appSecret,
        retry: { maxAttempts: 1 },
        ...options,
        providers: [
          { provide: Clock, useValue: clock },
          { provide: GraphTransport, useValue: meta },
          ...(options.providers ?? []),
        ],
      },
      metadata,
    );
    sequences = context.get(WhatsAppSequencesService);
  }

  /** Begins a sequence of texts. */
  function begin(texts: readonly string[], options: SequenceOptions = {}): Promise<RunningSequence> {
    const sequence = sequences.sequence(person, options);
    for (const text of texts) sequence.add(text);
    return sequence.start();
  }

  async function deliver(...updates: readonly WebhookUpdate[]): Promise<void> {
    const body = Buffer.from(JSON.stringify(webhookOf(updates)));
    await context.get(WhatsAppWebhooksService).handle(body, signWebhook(body, appSecret));
    await clock.advance(0);
  }

  function status(name: string, { id, callbackData, to }: Sent): WebhookUpdate {
    return messageStatus(name, {
      id,
      user: { waId: to.slice(1) },
      timestamp: Math.floor(clock.now() / 1000),
      extra: { biz_opaque_callback_data: callbackData },
    });
  }

  function last(): Sent {
    const sent = meta.sent.at(-1);
    if (!sent) throw new Error('nothing was sent');
    return sent;
  }

  const states = ({ steps }: SequenceProgress): string[] =>
    steps.flatMap(({ parts }) => parts.map(({ state }) => state));

  it('sends each message when the one before is delivered', async () => {
    const { result } = await begin(['one', 'two', 'three']);
    await clock.advance(0);
    await deliver(status('sent', last()));
    expect(meta.texts).toEqual(['one']);
    await deliver(status('delivered', last()));
    expect(meta.texts).toEqual(['one', 'two']);
    await deliver(status('read', last()));
    await deliver(status('delivered', last()));
    await expect(result).resolves.toMatchObject({ state: 'completed', total: 3, done: 3 });
  });

  it('goes on in a group when the first participant has it, though another cannot be reached', async () => {
    const group = 'Y2FwaV9ncm91cDoxNzA1NTU1MDEzOToxMjAzNjM0MDQ2OTQyMzM4MjAZD';
    const { id } = await sequences.sequence({ group }).add('one').add('two').start();
    await clock.advance(0);
    const ofParticipant = (name: string, waId: string): WebhookUpdate =>
      messageStatus(name, {
        id: last().id,
        timestamp: Math.floor(clock.now() / 1000),
        extra: {
          biz_opaque_callback_data: last().callbackData,
          recipient_id: group,
          recipient_type: 'group',
          recipient_participant_id: waId,
          ...(name === 'failed' && { errors: [{ code: 131026, title: 'Undeliverable' }] }),
        },
      });
    await deliver(ofParticipant('failed', '16505551234'));
    await clock.advance(5000);
    expect(meta.texts).toEqual(['one']);
    await expect(context.get(WhatsAppDeliveryService).explain(last().id)).resolves.toMatchObject({
      state: 'failed',
      code: 131026,
      advice: expect.stringContaining('Others may still get it'),
    });
    await deliver(ofParticipant('delivered', '16505551235'));
    expect(meta.texts).toEqual(['one', 'two']);
    await expect(sequences.get(id)).resolves.toMatchObject({ state: 'running', done: 1 });
  });

  it('goes on at sent where that is enough', async () => {
    const { result } = await begin(['one', 'two'], { advanceOn: 'sent' });
    await clock.advance(0);
    await deliver(status('sent', last()));
    await deliver(status('delivered', last()));
    await expect(result).resolves.toHaveProperty('state', 'completed');
  });

  it('goes on where the status comes before Meta’s answer', async () => {
    meta.answer = (sent) => {
      void deliver(status('delivered', sent));
      return accepted(sent.id);
    };
    const { result } = await begin(['one', 'two', 'three']);
    await expect(result).resolves.toMatchObject({ state: 'completed', done: 3 });
  });

  it.each<readonly [NonNullable<SequenceOptions['onFailure']>, readonly string[], string, readonly string[]]>(
    [
      ['stop', ['a', 'b1'], 'stopped', ['done', 'timed-out', 'skipped', 'skipped']],
      ['skip', ['a', 'b1', 'c'], 'completed', ['done', 'timed-out', 'skipped', 'done']],
      ['continue', ['a', 'b1', 'b2', 'c'], 'completed', ['done', 'timed-out', 'done', 'done']],
    ],
  )('where a message is not delivered in time: %s', async (onFailure, letters, state, parts) => {
    // The second step is a text that has to be split.
    const long = `b1 ${'x'.repeat(4090)}. b2 ${'y'.repeat(100)}`;
    const { result } = await begin(['a', long, 'c'], { onFailure, stepTimeoutMs: 1000 });
    for (let round = 0; round < 4; round += 1) {
      await clock.advance(0);
      if (last().text.startsWith('b1')) await clock.advance(1000);
      else await deliver(status('delivered', last()));
    }
    expect(meta.texts.map((text) => text.split(' ')[0])).toEqual(letters);
    const progress = await result;
    expect([progress.state, states(progress)]).toEqual([state, parts]);
  });

  it('where a message fails, at once or by webhook', async () => {
    meta.answer = ({ id, text }) => (text === 'two' ? refused(131009) : accepted(id));
    const first = await begin(['one', 'two', 'three'], { onFailure: 'continue' });
    await clock.advance(0);
    await deliver(status('failed', last()));
    await deliver(status('delivered', last()));
    await expect(first.result).resolves.toMatchObject({
      state: 'completed',
      steps: [
        { parts: [{ state: 'failed', failure: 'failed' }] },
        { parts: [{ state: 'failed', failure: 'WHATSAPP_GRAPH_REQUEST' }] },
        { parts: [{ state: 'done' }] },
      ],
    });
  });

  it('where a policy of the application throws: nothing was sent', async () => {
    await context.close();
    await start({}, { providers: [FailsAtTwo] });
    const { result } = await begin(['one', 'two', 'three'], { onFailure: 'continue' });
    await clock.advance(0);
    await deliver(status('delivered', last()));
    await deliver(status('delivered', last()));
    const progress = await result;
    expect(states(progress)).toEqual(['done', 'failed', 'done']);
    expect(progress.steps[1]?.parts[0]?.failure).toBe('TypeError');
    expect(meta.texts).toEqual(['one', 'three']);
  });

  it('waits for the status of a message whose outcome is unknown, and never sends it again', async () => {
    meta.answer = ({ id, text }) => {
      if (text === 'one') throw new GraphTransportError('reset', true);
      return accepted(id);
    };
    const { result } = await begin(['one', 'two']);
    await clock.advance(0);
    await deliver(status('delivered', last()));
    await deliver(status('delivered', last()));
    await expect(result).resolves.toHaveProperty('state', 'completed');
    expect(meta.texts).toEqual(['one', 'two']);
  });

  it('sends nothing more when it is cancelled, wherever it is', async () => {
    const waiting = await begin(['one', 'two']);
    await clock.advance(0);
    await expect(waiting.cancel()).resolves.toBe(true);
    const progress = await waiting.result;
    expect([progress.state, states(progress)]).toEqual(['cancelled', ['awaiting', 'skipped']]);
    await deliver(status('delivered', last()));
    expect(meta.texts).toEqual(['one']);
    await expect(sequences.cancel(waiting.id)).resolves.toBe(false);
    await expect(sequences.get(waiting.id)).resolves.toEqual(progress);
  });

  it('tells the id of a message whose outcome was unknown when its status has told it', async () => {
    meta.answer = () => {
      throw new GraphTransportError('reset', true);
    };
    const { result } = await begin(['one']);
    await clock.advance(0);
    await deliver(status('delivered', last()));
    await expect(result).resolves.toMatchObject({ steps: [{ parts: [{ messageId: last().id }] }] });
  });

  it('goes on at once after a reaction whose status came before Meta’s answer', async () => {
    meta.before = (sent) => (meta.sent.length === 1 ? deliver(status('sent', sent)) : undefined);
    const reaction = { message_id: 'wamid.x', emoji: '👍' };
    await sequences.sequence(person).add({ type: 'reaction', reaction }).add('two').start();
    await clock.advance(0);
    await clock.advance(100);
    expect(meta.texts).toEqual(['', 'two']);
  });

  it('tries again what was not sent and may be later, within the time of a step', async () => {
    meta.answer = ({ id, text }) => {
      if (text === 'two' || meta.sent.length < 4) throw new GraphTransportError('connect', false);
      return accepted(id);
    };
    const { result } = await begin(['one', 'two']);
    await clock.advance(60_000);
    expect(meta.texts).toEqual(['one', 'one', 'one', 'one']);
    await deliver(status('delivered', last()));
    await clock.advance(400_000);
    const progress = await result;
    expect([progress.state, states(progress)]).toEqual(['stopped', ['done', 'failed']]);
    expect(progress.steps[1]?.parts[0]?.failure).toBe('WHATSAPP_REQUEST_NOT_SENT');
  });

  it('is cancelled at once while it waits to try again', async () => {
    meta.answer = () => {
      throw new GraphTransportError('connect', false);
    };
    const running = await begin(['one', 'two']);
    await clock.advance(0);
    await running.cancel();
    await expect(running.result).resolves.toHaveProperty('state', 'cancelled');
    await clock.advance(600_000);
    expect(meta.texts).toEqual(['one']);
  });

  it('lets a request that is on its way come to its end when it is cancelled: its outcome is known', async () => {
    let answer = (): void => undefined;
    meta.before = () =>
      new Promise((resolve) => {
        answer = resolve;
      });
    const running = await begin(['one', 'two']);
    await clock.advance(0);
    await running.cancel();
    answer();
    await expect(running.result).resolves.toMatchObject({
      state: 'cancelled',
      steps: [{ parts: [{ state: 'awaiting', messageId: 'wamid.1' }] }, { parts: [{ state: 'skipped' }] }],
    });
    expect(meta.wasAborted).toBe(false);
  });

  it('tells how far it has got, without contents and recipient', async () => {
    const { id, progress$, result } = await begin(['one', 'two']);
    const seen: SequenceProgress[] = [];
    const watched = new Promise<void>((resolve) => {
      progress$.subscribe({ next: (progress) => seen.push(progress), complete: resolve });
    });
    await clock.advance(0);
    await deliver(status('delivered', last()));
    await deliver(status('delivered', last()));
    await result;
    await watched;
    expect(seen.map(({ done }) => done)).toEqual(seen.map(({ done }) => done).toSorted((a, b) => a - b));
    expect(seen.at(-1)).toMatchObject({ id, state: 'completed', done: 2 });
    expect(JSON.stringify(seen)).not.toMatch(/"one"|6505551234/);
    const none: unknown[] = [];
    await new Promise<void>((resolve) => {
      sequences.progressOf('none').subscribe({ next: (value) => none.push(value), complete: resolve });
    });
    expect(none).toEqual([]);
  });

  it('checks every message before the first goes out', async () => {
    const bad = sequences
      .sequence(person)
      .add('good')
      .add({ type: 'text', text: { body: '' } });
    await expect(bad.start()).rejects.toThrow(WhatsAppValidationError);
    await expect(sequences.sequence('650555').add('x').start()).rejects.toThrow(WhatsAppValidationError);
    await expect(sequences.sequence(person).start()).rejects.toThrow(WhatsAppValidationError);
    expect(meta.sent).toEqual([]);
  });

  it('says which of the messages breaks a rule', async () => {
    const bad = sequences.sequence(person).add('good').add('   ');
    bad.add({ type: 'text', text: { body: '' } });
    const elsewhere = { to: '+16505559999', text: { body: 'to somebody else' } };
    bad.add(elsewhere);
    await expect(bad.start()).rejects.toMatchObject({
      issues: [
        { path: 'messages[1].text.body' },
        { path: 'messages[2].text.body' },
        { path: 'messages[3].to' },
      ],
    });
    await expect(sequences.sequence('650555').add('x').start()).rejects.toMatchObject({
      issues: [{ path: 'to' }],
    });
  });

  it.each([
    ['advanceOn', 'read'],
    ['onFailure', 'abort'],
    ['stepTimeoutMs', Number.NaN],
    ['stepTimeoutMs', -5],
    ['account', 7],
  ])('refuses options that it does not know: %s %s', async (option, value) => {
    const begun = begin(['one'], { [option]: value });
    await expect(begun).rejects.toThrow(WhatsAppValidationError);
    await expect(begun).rejects.toMatchObject({ issues: [{ path: `options.${option}` }] });
    expect(meta.sent).toEqual([]);
  });

  it('refuses an account that there is not', async () => {
    await expect(begin(['one'], { account: 'nobody' })).rejects.toThrow(UnknownAccountError);
  });

  it('goes on after a restart where its store survives it', async () => {
    const storage = new MemoryStorage(clock);
    await context.close();
    await start({ storage });
    const { id } = await begin(['one', 'two', 'three']);
    await clock.advance(0);
    await context.close();
    await start({ storage });
    await clock.advance(0);
    expect(meta.texts).toEqual(['one']);
    await deliver(status('delivered', last()));
    expect(meta.texts).toEqual(['one', 'two']);
    // What is delivered while nobody runs is seen at the start.
    await context.close();
    const watched = new WatchedStorage(storage);
    watched.around = (call, make) =>
      call.collection === 'sequences' && call.method === 'takeDue' ? emptyHanded : make();
    await start({ storage: watched });
    await deliver(status('delivered', last()));
    await context.close();
    await start({ storage });
    await clock.advance(0);
    expect(meta.texts).toEqual(['one', 'two', 'three']);
    await deliver(status('delivered', last()));
    await expect(sequences.get(id)).resolves.toMatchObject({ state: 'completed', done: 3 });
  });

  it('never sends again what a crash interrupted: it waits for its status, and then treats it as failed', async () => {
    const storage = new MemoryStorage(clock);
    const crashed: SequenceRecord = {
      id: 'sequence-1',
      to: person,
      advanceOn: 'delivered',
      stepTimeoutMs: 1000,
      onFailure: 'stop',
      state: 'running',
      steps: [
        {
          parts: [{ content: { text: { body: 'one' } }, state: 'sending', correlationId: 'id-before-crash' }],
        },
        { parts: [{ content: { text: { body: 'two' } }, state: 'waiting' }] },
      ],
    };
    await new SequenceStore(storage).add(crashed, 0);
    await context.close();
    await start({ storage });
    await clock.advance(0);
    await clock.advance(1000);
    expect(meta.sent).toEqual([]);
    await expect(sequences.get('sequence-1')).resolves.toHaveProperty('state', 'stopped');
  });

  it('goes on after its store has failed, also where no other process uses the store', async () => {
    const storage = new WatchedStorage(new MemoryStorage(clock));
    let failures = 0;
    storage.before = ({ method, collection }) => {
      if (method !== 'update' || collection !== 'sequences') return;
      failures -= 1;
      if (failures >= 0) throw new Error('away');
    };
    await context.close();
    await start({ storage });
    const { id, result } = await begin(['one', 'two']);
    await clock.advance(0);
    failures = 2;
    await deliver(status('delivered', last()));
    await expect(result).rejects.toThrow('away');
    await clock.advance(80_000);
    expect(meta.texts).toEqual(['one', 'two']);
    await deliver(status('delivered', last()));
    await expect(sequences.get(id)).resolves.toHaveProperty('state', 'completed');
    const sleeps = clock.sleeps.length;
    await clock.advance(600_000);
    // Nobody looks for what is left any more.
    expect(clock.sleeps.length - sleeps).toBeLessThan(10);
  });

  it('refuses another sequence where the store is full', async () => {
    await context.close();
    await start({ storage: { memory: { maxRecords: { sequences: 1 } } } });
    const first = await begin(['one']);
    await expect(begin(['two'])).rejects.toThrow(SendRefusedError);
    await first.cancel();
    await first.result;
    await expect(begin(['two'])).resolves.toHaveProperty('id');
  });

  it('hundreds of sequences of five arrive in order, with statuses late, out of order and lost', async () => {
    const users = 250;
    await context.close();
    await start({ throughput: { enforce: false } });
    const random = randomNumbers(7);
    /** What arrived on each phone, in order: it decides the test. */
    const phones = new Map<string, string[]>();
    meta.answer = (sent) => {
      void arrive(sent);
      return accepted(sent.id);
    };
    async function arrive(sent: Sent): Promise<void> {
      const laterStatus = async (name: string): Promise<void> => {
        await clock.sleep(random() * 20_000);
        if (random() < 0.02) return;
        await deliver(status(name, sent));
        if (random() < 0.1) await deliver(status(name, sent));
      };
      const sentStatus = laterStatus('sent');
      // The network is as slow as the statuses: whoever does not wait would be overtaken.
      await clock.sleep(random() * 30_000);
      phones.set(sent.to, [...(phones.get(sent.to) ?? []), sent.text]);
      await Promise.all([
        sentStatus,
        laterStatus('delivered'),
        random() < 0.5 ? laterStatus('read') : undefined,
      ]);
    }
    const running = await Promise.all(
      Array.from({ length: users }, (_, index) => {
        const sequence = sequences.sequence(`+1650556${String(index).padStart(4, '0')}`);
        for (const text of ['1', '2', '3', '4', '5']) sequence.add(text);
        return sequence.start();
      }),
    );
    const all = Promise.all(running.map(({ result }) => result));
    const progress = { finished: false };
    void all.finally(() => {
      progress.finished = true;
    });
    await clock.advance(0);
    while (!progress.finished) await clock.advance(30_000);
    const results = await all;
    for (const texts of phones.values())
      expect(texts).toEqual(['1', '2', '3', '4', '5'].slice(0, texts.length));
    expect(phones.size).toBe(users);
    const completed = results.filter(({ state }) => state === 'completed').length;
    expect(completed).toBeGreaterThan(users * 0.8);
    expect(results.every(({ state }) => state === 'completed' || state === 'stopped')).toBe(true);
  }, 120_000);
});

/** The same numbers in every run. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}
