import type { INestApplicationContext } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Clock } from 'nestjs-whatsapp/extending';
import { WhatsAppRepliesService, WhatsAppValidationError } from 'nestjs-whatsapp';
import { FakeClock } from 'nestjs-whatsapp/testing';
import { WhatsAppSimulator } from 'whatsapp-simulator';
import { createContext, optionsFor } from '../support/whatsapp-app.js';

const person = '+16505551234';
const dayMs = 24 * 60 * 60 * 1000;

describe('the contextual-reply helper', () => {
  const clock = new FakeClock();
  let simulator: WhatsAppSimulator;
  let context: INestApplicationContext;
  let replies: WhatsAppRepliesService;

  beforeAll(async () => {
    simulator = await WhatsAppSimulator.start();
    context = await createContext(
      optionsFor(simulator, { providers: [{ provide: Clock, useValue: clock }] }),
    );
    replies = context.get(WhatsAppRepliesService);
  });

  afterAll(async () => {
    await context.close();
    await simulator.stop();
  });

  function received(): Record<string, unknown> {
    return { ...simulator.messages.at(-1)?.body };
  }

  function inbound(ageMs = 0) {
    const timestamp = String(Math.floor((clock.now() - ageMs) / 1000));
    return { id: 'wamid.INBOUND', from: '16505551234', from_user_id: 'US.1349', timestamp };
  }

  it('quotes a message that is named by its id', async () => {
    const result = await replies.to({ messageId: 'wamid.A', to: person }).text('an answer');
    expect(received()).toMatchObject({ to: person, context: { message_id: 'wamid.A' }, type: 'text' });
    expect(result.warnings).toEqual([]);
  });

  it('answers an inbound message as the webhook gave it, with the + that webhooks leave out', async () => {
    await replies.to(inbound()).image({ id: '1013859600285441' });
    expect(received()).toMatchObject({ to: person, context: { message_id: 'wamid.INBOUND' }, type: 'image' });
  });

  it('answers a user without a phone number by the user id, and a group in the group', async () => {
    await replies.to({ id: 'wamid.B', from_user_id: 'US.1349' }).text('an answer');
    expect(received()).toMatchObject({ recipient: 'US.1349', context: { message_id: 'wamid.B' } });
    await replies.to({ id: 'wamid.C', from: '16505551234', group_id: 'Y2FwaV9ncm91cDox' }).text('an answer');
    expect(received()).toMatchObject({ recipient_type: 'group', to: 'Y2FwaV9ncm91cDox' });
  });

  it('reads what a webhook writes for absent, and a user id in `from`', async () => {
    const absent = { group_id: null, timestamp: null } as never as object;
    await replies.to({ id: 'wamid.B', from: '', from_user_id: 'US.1349', ...absent }).text('an answer');
    expect(received()).toMatchObject({ recipient: 'US.1349', context: { message_id: 'wamid.B' } });
    await replies.to({ id: 'wamid.B', from: 'US.1349', ...absent }).text('an answer');
    expect(received()).toMatchObject({ recipient: 'US.1349' });
    expect(received()).not.toHaveProperty('to');
  });

  it('says what is missing where an inbound message names no sender', () => {
    expect(() => replies.to({ id: 'wamid.D' })).toThrow(/from_user_id/);
  });

  it.each<[target: unknown, path: string]>([
    [undefined, ''],
    [null, ''],
    ['wamid.X', ''],
    [{}, 'id'],
    [{ from: '16505551234' }, 'id'],
    [{ messageId: '', to: person }, 'messageId'],
    [{ messageId: 'wamid.X', to: person, sentAt: '2026-01-01' }, 'sentAt'],
    [{ messageId: 'wamid.X', to: person, sentAt: new Date('no date') }, 'sentAt'],
  ])('refuses to answer %j and says what is wrong', (target, path) => {
    let refusal: unknown;
    try {
      replies.to(target as never);
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toBeInstanceOf(WhatsAppValidationError);
    expect(refusal).toMatchObject({ issues: [{ path }] });
  });

  it('says in groups what can be sent there', async () => {
    const before = simulator.requestCount;
    const reply = replies.to({ ...inbound(), group_id: 'Y2FwaV9ncm91cDox' });
    const buttons = [{ type: 'reply', reply: { id: 'yes', title: 'Yes' } }] as const;
    for (const answer of [
      () => reply.react('👍'),
      () => reply.buttons({ body: { text: 'Is it?' }, action: { buttons } }),
    ]) {
      await expect(answer()).rejects.toThrow(/groups take texts, media, templates and pins only/);
    }
    expect(simulator.requestCount).toBe(before);
  });

  it('replies with any content in Meta’s shape', async () => {
    await replies.to(inbound()).send({ type: 'sticker', sticker: { id: '1013859600285441' } });
    expect(received()).toMatchObject({ type: 'sticker', context: { message_id: 'wamid.INBOUND' } });
  });

  it('refuses a reaction and says how to react', async () => {
    const before = simulator.requestCount;
    const reply = replies
      .to(inbound())
      .send({ type: 'reaction', reaction: { message_id: 'wamid.A', emoji: '👍' } });
    await expect(reply).rejects.toBeInstanceOf(WhatsAppValidationError);
    await expect(reply).rejects.toThrow(/react\(emoji\)/);
    expect(simulator.requestCount).toBe(before);
  });

  it('warns that the quote will not show on a template', async () => {
    const { warnings } = await replies
      .to(inbound())
      .template({ name: 'hello_world', language: { code: 'en_US' } });
    expect(warnings).toMatchObject([{ code: 'template-reply' }]);
  });

  it('warns that the quote will not show for a message older than 30 days', async () => {
    const atThirtyDays = await replies.to(inbound(30 * dayMs - 1000)).text('an answer');
    expect(atThirtyDays.warnings).toEqual([]);
    const later = await replies.to(inbound(30 * dayMs + 1000)).text('an answer');
    expect(later.warnings).toMatchObject([{ code: 'older-than-30-days' }]);
    expect(received()).toMatchObject({ context: { message_id: 'wamid.INBOUND' } });
  });

  it('reacts without quoting, and takes the reaction back', async () => {
    const reply = replies.to(inbound());
    await reply.react('👍');
    expect(received()).toMatchObject({ reaction: { message_id: 'wamid.INBOUND', emoji: '👍' } });
    expect(received()).not.toHaveProperty('context');
    await reply.unreact();
    expect(received()).toMatchObject({ reaction: { message_id: 'wamid.INBOUND', emoji: '' } });
  });

  it('marks the message as read, and shows that an answer is being written', async () => {
    const reply = replies.to(inbound());
    await reply.markAsRead();
    await reply.typing();
    expect(simulator.readReceipts.slice(-2)).toMatchObject([
      { messageId: 'wamid.INBOUND', typing: false },
      { messageId: 'wamid.INBOUND', typing: true },
    ]);
  });

  it('quotes with the first part of a long text only', async () => {
    const parts = await replies.to(inbound()).longText('A sentence of some length. '.repeat(400));
    expect(parts).toHaveLength(3);
    const contexts = simulator.messages.slice(-3).map(({ body }) => body['context']);
    expect(contexts).toEqual([{ message_id: 'wamid.INBOUND' }, undefined, undefined]);
  });
});
