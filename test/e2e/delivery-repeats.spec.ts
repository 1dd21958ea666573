import type { INestApplicationContext } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import {
  Clock,
  GraphTransport,
  GraphTransportError,
  MemoryRepeatStore,
  RepeatedMessageError,
  RepeatStore,
  SendRefusedError,
  WhatsAppMessagesService,
  type WhatsAppRepeatGuardOptions,
} from 'nestjs-whatsapp';
import { FakeClock } from 'nestjs-whatsapp/testing';
import { describeRepeatStore } from '../support/contracts/repeat-store.contract.js';
import { RecordingTransport } from '../support/recording-transport.js';
import { createContext } from '../support/whatsapp-app.js';

const person = '+16505551234';
const hour = 3_600_000;

describeRepeatStore('MemoryRepeatStore', () => {
  const clock = new FakeClock();
  return Promise.resolve({
    store: new MemoryRepeatStore(clock, { maxRemembered: 5 }),
    maxRemembered: 5,
    advance: (ms) => clock.advance(ms),
  });
});

describe('The repeat guard', () => {
  let clock: FakeClock;
  let transport: RecordingTransport;
  let store: MemoryRepeatStore;
  let context: INestApplicationContext;
  let messages: WhatsAppMessagesService;

  beforeEach(() => {
    clock = new FakeClock();
    transport = new RecordingTransport();
    store = new MemoryRepeatStore(clock, { maxRemembered: 3 });
  });
  afterEach(() => context.close());

  async function start(repeatGuard: WhatsAppRepeatGuardOptions): Promise<void> {
    context = await createContext({
      phoneNumberId: '1',
      accessToken: 'token',
      retry: { maxAttempts: 1 },
      repeatGuard,
      providers: [
        { provide: Clock, useValue: clock },
        { provide: GraphTransport, useValue: transport },
        { provide: RepeatStore, useValue: store },
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
