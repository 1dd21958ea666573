import type { INestApplicationContext } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { GraphTransport } from 'nestjs-whatsapp/extending';
import {
  ReplyComposer,
  WhatsAppError,
  WhatsAppMessagesService,
  WhatsAppRepliesService,
  WhatsAppValidationError,
} from 'nestjs-whatsapp';
import { MessageComposer } from '../../libs/whatsapp/src/messages/message-composer.js';
import { RecordingTransport } from '../support/recording-transport.js';
import { createContext } from '../support/whatsapp-app.js';

const person = '+16505551234';

type Method = (...args: unknown[]) => unknown;

/** Every public method of an object that sends, by name: also the ones that a later version adds. */
function methodsOf(target: object, ...kinds: { readonly prototype: object }[]): [string, Method][] {
  const names = kinds.flatMap(({ prototype }) => Object.getOwnPropertyNames(prototype));
  const notAsync = new Set(['constructor', 'to', 'sendPart', 'dispatch']);
  return [...new Set(names)]
    .filter((name) => !notAsync.has(name))
    .flatMap((name) => {
      const method: unknown = Reflect.get(target, name);
      return typeof method === 'function'
        ? [[name, (...args: unknown[]): unknown => Reflect.apply(method, target, args)] as [string, Method]]
        : [];
    });
}

/** How a call ended: nothing is thrown before there is a promise. */
async function outcomeOf(call: () => unknown): Promise<unknown> {
  const promise = call();
  expect(promise).toBeInstanceOf(Promise);
  return Promise.resolve(promise).then(
    () => 'sent',
    (error: unknown) => error,
  );
}

const anything = fc.oneof(
  fc.constantFrom(
    undefined,
    null,
    true,
    16505551234,
    'x',
    '',
    [],
    {},
    person,
    { to: 5 },
    { group: undefined },
  ),
  fc.anything({ maxDepth: 2 }),
);

describe('calls without types', () => {
  let context: INestApplicationContext;
  let messages: WhatsAppMessagesService;

  beforeAll(async () => {
    context = await createContext({
      phoneNumberId: '1',
      accessToken: 'token',
      retry: { maxAttempts: 1 },
      throughput: { enforce: false },
      conversations: { window: 'off' },
      providers: [{ provide: GraphTransport, useClass: RecordingTransport }],
    });
    messages = context.get(WhatsAppMessagesService);
  });

  afterAll(() => context.close());

  it.each([undefined, null, 16505551234, true, [], {}, { to: 5 }, { group: '' }, { group: undefined }])(
    'to the recipient %j end as a validation error',
    async (recipient) => {
      const sending = messages.sendText(recipient as never, 'hello');
      await expect(sending).rejects.toBeInstanceOf(WhatsAppValidationError);
      await expect(sending).rejects.toMatchObject({ issues: [{ path: 'to' }] });
    },
  );

  it.each([undefined, null, 5, {}])('with the long text %j end as a validation error', async (text) => {
    await expect(messages.sendLongText(person, text as never)).rejects.toMatchObject({
      issues: [{ path: 'text.body' }],
    });
  });

  it.each([
    [null, 'options'],
    ['now', 'options'],
    [{ signal: 'stop' }, 'options.signal'],
  ])('with the options %j end as a validation error', async (options, path) => {
    for (const sending of [
      messages.sendText(person, 'hello', options as never),
      messages.to(person, null as never).text('hello', options as never),
      messages.markAsRead('wamid.X', options as never),
    ]) {
      await expect(sending).rejects.toMatchObject({ issues: [{ path }] });
    }
  });

  it.each([undefined, null, 'x'])('of reply.send(%j) end as a validation error', async (content) => {
    const reply = context.get(WhatsAppRepliesService).to({ messageId: 'wamid.X', to: person });
    await expect(reply.send(content as never)).rejects.toBeInstanceOf(WhatsAppValidationError);
    const nobody = context.get(WhatsAppRepliesService).to({ messageId: 'wamid.X' } as never);
    await expect(nobody.text('hello')).rejects.toMatchObject({ issues: [{ path: 'to' }] });
  });

  it('are sent, or end as an error of the library, whatever they are given', async () => {
    const reply = context.get(WhatsAppRepliesService).to({ messageId: 'wamid.X', to: person });
    const composer = messages.to(person);
    const methods = [
      ...methodsOf(messages, WhatsAppMessagesService),
      ...methodsOf(composer, MessageComposer),
      ...methodsOf(reply, MessageComposer, ReplyComposer),
    ];
    expect(methods.length).toBeGreaterThan(60);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...methods),
        fc.array(anything, { maxLength: 3 }),
        async ([, method], args) => {
          const outcome = await outcomeOf(() => method(...args));
          expect(outcome === 'sent' || outcome instanceof WhatsAppError).toBe(true);
        },
      ),
      { numRuns: 1500 },
    );
  });
});
