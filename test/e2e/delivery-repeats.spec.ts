import { Injectable, type INestApplicationContext, type Provider } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import {
  Clock,
  GraphTransport,
  GraphTransportError,
  MemoryStorage,
  WhatsAppSendPolicy,
  type SendPolicy,
} from 'nestjs-whatsapp/extending';
import {
  RepeatedMessageError,
  SendRefusedError,
  WhatsAppMessagesService,
  type WhatsAppMessage,
  type WhatsAppRepeatGuardOptions,
} from 'nestjs-whatsapp';
import { RepeatStore } from '../../libs/whatsapp/src/repeats/repeat-store.js';
import { FakeClock } from 'nestjs-whatsapp/testing';
import { RepeatGuard } from '../../libs/whatsapp/src/repeats/repeat-guard.js';
import { describeRepeatStore } from '../support/contracts/repeat-store.contract.js';
import { RecordingTransport } from '../support/recording-transport.js';
import { createContext } from '../support/whatsapp-app.js';

const person = '+16505551234';
const hour = 3_600_000;

describeRepeatStore('the memory', () => {
  const clock = new FakeClock();
  return Promise.resolve({
    store: new RepeatStore(new MemoryStorage(clock, { maxRecords: 5 })),
    maxRemembered: 5,
    advance: (ms) => clock.advance(ms),
  });
});

describe('The repeat guard', () => {
  let clock: FakeClock;
  let transport: RecordingTransport;
  let store: RepeatStore;
  let context: INestApplicationContext;
  let messages: WhatsAppMessagesService;

  beforeEach(() => {
    clock = new FakeClock();
    transport = new RecordingTransport();
    store = new RepeatStore(new MemoryStorage(clock, { maxRecords: 3 }));
  });
  afterEach(() => context.close());

  async function start(
    repeatGuard: WhatsAppRepeatGuardOptions,
    providers: readonly Provider[] = [],
  ): Promise<void> {
    context = await createContext({
      phoneNumberId: '1',
      accessToken: 'token',
      retry: { maxAttempts: 1 },
      repeatGuard,
      providers: [
        { provide: Clock, useValue: clock },
        { provide: GraphTransport, useValue: transport },
        { provide: RepeatStore, useValue: store },
        ...providers,
      ],
    });
    messages = context.get(WhatsAppMessagesService);
  }

  it('refuses the same content to the same recipient within its window, and nothing else', async () => {
    await start({ mode: 'block' });
    const { correlationId } = await messages.sendText(person, 'Your table is ready');
    const again = messages.send({ to: person, text: { body: ' Your  table is ready\n' } });
    await expect(again).rejects.toThrow(RepeatedMessageError);
    await expect(again).rejects.toThrow(SendRefusedError);
    await expect(again).rejects.toHaveProperty('earlier', correlationId);
    await expect(again).rejects.not.toThrow(/table|6505551234/);
    await messages.sendText('+16505551235', 'Your table is ready');
    await messages.sendText(person, 'Your table is gone');
    await messages.sendReaction(person, { message_id: 'wamid.1', emoji: '👍' });
    await messages.sendReaction(person, { message_id: 'wamid.1', emoji: '👍' });
    await clock.advance(hour + 1);
    await messages.sendText(person, 'Your table is ready');
    expect(transport.requests).toHaveLength(6);
  });

  it('lets one of two pass that are sent at once', async () => {
    await start({ mode: 'block' });
    const both = await Promise.allSettled([messages.sendText(person, 'hi'), messages.sendText(person, 'hi')]);
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  });

  it('lets a message pass whose first attempt was not sent; not one whose outcome is unknown', async () => {
    await start({ mode: 'block' });
    const request = jest.spyOn(transport, 'request');
    request.mockRejectedValueOnce(new GraphTransportError('dns', false));
    await expect(messages.sendText(person, 'hi')).rejects.toHaveProperty('code', 'WHATSAPP_REQUEST_NOT_SENT');
    request.mockRejectedValueOnce(new GraphTransportError('reset', true));
    await expect(messages.sendText(person, 'hi')).rejects.toHaveProperty(
      'code',
      'WHATSAPP_SEND_OUTCOME_UNKNOWN',
    );
    await expect(messages.sendText(person, 'hi')).rejects.toThrow(RepeatedMessageError);
    await expect(messages.sendText(person, 'hi')).rejects.toThrow(RepeatedMessageError);
  });

  it.each([['warn'], ['off'], [undefined]] as const)('sends it all the same: %s', async (mode) => {
    await start(mode === undefined ? {} : { mode });
    await messages.sendText(person, 'hi');
    await messages.sendText(person, 'hi');
    expect(transport.requests).toHaveLength(2);
  });

  it.each([['warn'], ['block']] as const)('a store that fails stops no message: %s', async (mode) => {
    await start({ mode });
    jest.spyOn(store, 'remember').mockRejectedValue(new Error('no connection'));
    await messages.sendText(person, 'hi');
    expect(transport.requests).toHaveLength(1);
  });

  it('forgets a message that was cancelled before the store had answered', async () => {
    await start({ mode: 'block' });
    const answers: (() => void)[] = [];
    const remember = store.remember.bind(store);
    jest.spyOn(store, 'remember').mockImplementationOnce(async (...call) => {
      await new Promise<void>((answer) => answers.push(answer));
      return remember(...call);
    });
    const cancel = new AbortController();
    const cancelled = messages.sendText(person, 'hi', { signal: cancel.signal });
    await clock.advance(0);
    cancel.abort();
    for (const answer of answers) answer();
    await expect(cancelled).rejects.toHaveProperty('code', 'WHATSAPP_SEND_CANCELLED');
    await messages.sendText(person, 'hi');
    expect(transport.requests).toHaveLength(1);
  });

  it('keeps nothing of a message that is through', async () => {
    await start({ mode: 'warn' });
    await messages.sendText(person, 'hi');
    jest.spyOn(transport, 'request').mockRejectedValueOnce(new GraphTransportError('reset', true));
    await expect(messages.sendText(person, 'ho')).rejects.toHaveProperty(
      'code',
      'WHATSAPP_SEND_OUTCOME_UNKNOWN',
    );
    await messages.sendText(person, 'hi');
    expect(context.get(RepeatGuard).waiting).toBe(0);
  });

  it('judges what a policy of the application has put in the place of a message', async () => {
    @Injectable()
    @WhatsAppSendPolicy({ order: 1000 })
    class SayHi implements SendPolicy {
      check(): WhatsAppMessage {
        return { to: person, type: 'text', text: { body: 'hi' } };
      }
    }
    await start({ mode: 'block' }, [SayHi]);
    await messages.sendText(person, 'one');
    await expect(messages.sendText(person, 'another')).rejects.toThrow(RepeatedMessageError);
  });

  it('remembers digests alone, and no more of them than it may', async () => {
    const remember = jest.spyOn(store, 'remember');
    await start({ mode: 'block' });
    for (const text of ['one', 'two', 'three', 'four']) await messages.sendText(person, text);
    expect(remember.mock.calls.map(([digest]) => digest)).toEqual(
      Array.from({ length: 4 }, () => expect.stringMatching(/^[\w-]{43}$/)),
    );
    await expect(messages.sendText(person, 'one')).resolves.toHaveProperty('messageId');
    await expect(messages.sendText(person, 'four')).rejects.toThrow(RepeatedMessageError);
  });
});
