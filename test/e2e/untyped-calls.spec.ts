import { Readable } from 'node:stream';
import type { INestApplicationContext } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { GraphTransport } from 'nestjs-whatsapp/extending';
import {
  ReplyComposer,
  WhatsAppError,
  WhatsAppMediaService,
  WhatsAppMessagesService,
  WhatsAppRepliesService,
  WhatsAppTemplatesService,
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
  const notAsync = ['constructor', 'to', 'sendPart', 'dispatch'];
  const notPublic = [
    ['owner', 'stage', 'check', 'assertSendable', 'sendUploaded', 'keepForResend'],
    ['warnOfVariables', 'namesOf'],
  ];
  const left = new Set([notAsync, ...notPublic].flat());
  return [...new Set(names)]
    .filter((name) => !left.has(name))
    .flatMap((name) => {
      const method: unknown = Reflect.get(target, name);
      return typeof method === 'function'
        ? [[name, (...args: unknown[]): unknown => Reflect.apply(method, target, args)] as [string, Method]]
        : [];
    });
}

/** How a call ended: nothing is thrown before there is a promise, or a list to read. */
async function outcomeOf(call: () => unknown): Promise<unknown> {
  const begun = call();
  const ended = isList(begun) ? readAll(begun) : begun;
  expect(ended).toBeInstanceOf(Promise);
  return Promise.resolve(ended).then(
    () => 'sent',
    (error: unknown) => error,
  );
}

function isList(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

async function readAll(list: AsyncIterable<unknown>): Promise<void> {
  await Readable.from(list).toArray();
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
      businessAccountId: '2',
      templateCheck: { mode: 'off' },
      accessToken: 'token',
      retry: { maxAttempts: 1 },
      throughput: { enforce: false },
      conversations: { window: 'off' },
      providers: [{ provide: GraphTransport, useClass: RecordingTransport }],
    });
    messages = context.get(WhatsAppMessagesService);
  });

  afterAll(() => context.close());

  function parts() {
    return {
      transport: context.get(GraphTransport) as RecordingTransport,
      media: context.get(WhatsAppMediaService),
      templates: context.get(WhatsAppTemplatesService),
      replies: context.get(WhatsAppRepliesService),
    };
  }

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

  it.each(['', ' ', '\t\n', '\u200B', '.', '..', '\uD800', 5, null, undefined])(
    'with the id %j end as a validation error that names the field',
    async (given) => {
      const id = given as string;
      const { transport, media, templates, replies } = parts();
      const before = transport.requests.length;
      const named = (path: string) => ({ issues: [{ path }] });
      await expect(media.find(id)).rejects.toMatchObject(named('id'));
      await expect(media.delete(id)).rejects.toMatchObject(named('id'));
      await expect(media.download({ id })).rejects.toMatchObject(named('id'));
      await expect(templates.get(id)).rejects.toMatchObject(named('id'));
      await expect(templates.edit(id, {})).rejects.toMatchObject(named('id'));
      await expect(templates.unpause(id)).rejects.toMatchObject(named('id'));
      await expect(templates.delete({ name: 'note', id })).rejects.toMatchObject(named('id'));
      await expect(templates.delete({ ids: ['1', id] })).rejects.toMatchObject(named('ids[1]'));
      await expect(messages.markAsRead(id)).rejects.toMatchObject(named('message_id'));
      await expect(messages.sendReaction(person, { message_id: id, emoji: '👍' })).rejects.toMatchObject(
        named('reaction.message_id'),
      );
      await expect(messages.sendImage(person, { id })).rejects.toMatchObject(named('image.id'));
      expect(() => replies.to({ messageId: id, to: person })).toThrow(WhatsAppValidationError);
      expect(transport.requests).toHaveLength(before);
    },
  );

  it.each([
    ['create', [null], ''],
    ['create', [{ name: null, language: 'en', category: 'UTILITY' }], 'name'],
    ['create', [{ name: 'note', language: ' ', category: 'UTILITY' }], 'language'],
    ['create', [{ name: 'note', language: 'en' }], 'category'],
    ['create', [['note']], ''],
    ['edit', ['1', null], ''],
    ['edit', ['1', 'x'], ''],
    ['find', ['note', null], 'language'],
    ['delete', [null], ''],
    ['delete', [{ name: null }], 'name'],
    ['delete', [{ name: 'note', id: null }], 'id'],
    ['delete', [{ ids: [] }], 'ids'],
    ['get', ['1', null], 'options'],
  ] as const)('of templates.%s(…%j) end as a validation error', async (method, args, path) => {
    const { transport, templates } = parts();
    const before = transport.requests.length;
    const call = methodsOf(templates, WhatsAppTemplatesService).find(([name]) => name === method)?.[1];
    await expect(call?.(...args)).rejects.toMatchObject({
      code: 'WHATSAPP_VALIDATION',
      issues: [expect.objectContaining({ path })],
    });
    expect(transport.requests).toHaveLength(before);
  });

  it('leave out what is null in a new template', async () => {
    const { transport, templates } = parts();
    const body = { type: 'BODY', text: 'Hello', example: null };
    const template = {
      name: 'note',
      language: 'en',
      category: 'UTILITY',
      components: [body],
      rejected_reason: null,
    };
    // The transport gives no answer that a template can be read from.
    await expect(templates.create(template as never)).rejects.toBeInstanceOf(WhatsAppError);
    expect(transport.lastBody).toEqual({
      name: 'note',
      language: 'en',
      category: 'UTILITY',
      components: [{ type: 'BODY', text: 'Hello' }],
    });
  });

  it('are sent, or end as an error of the library, whatever they are given', async () => {
    const reply = context.get(WhatsAppRepliesService).to({ messageId: 'wamid.X', to: person });
    const composer = messages.to(person);
    const { media, templates } = parts();
    const methods = [
      ...methodsOf(media, WhatsAppMediaService),
      ...methodsOf(templates, WhatsAppTemplatesService),
      ...methodsOf(messages, WhatsAppMessagesService),
      ...methodsOf(composer, MessageComposer),
      ...methodsOf(reply, MessageComposer, ReplyComposer),
    ];
    expect(methods.length).toBeGreaterThan(70);
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
