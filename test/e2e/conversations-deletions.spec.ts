import type { INestApplicationContext } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { InboundHandlerRegistry } from 'nestjs-whatsapp/extending';
import { WhatsAppDeletionsService, type MessageDeletion } from 'nestjs-whatsapp';
import {
  MessageForgetterRegistry,
  type MessageForgetter,
} from '../../libs/whatsapp/src/webhooks/internal.js';
import { fieldChange, inboundMessage, messageStatus, type WebhookUpdate } from 'nestjs-whatsapp/testing';
import { deliver } from '../support/webhooks/deliver.js';
import { createContext } from '../support/whatsapp-app.js';

const secret = 'app-secret';
const phoneNumberId = '106540352242922';

describe('a message that its sender deleted', () => {
  let context: INestApplicationContext;
  let deletions: WhatsAppDeletionsService;

  beforeEach(async () => {
    context = await createContext({ phoneNumberId, accessToken: 'token', appSecret: secret });
    deletions = context.get(WhatsAppDeletionsService);
  });

  afterEach(() => context.close());

  const receive = (updates: WebhookUpdate | readonly WebhookUpdate[]): Promise<void> =>
    deliver(context, secret, updates);

  it.each<[string, MessageDeletion['by'], () => WebhookUpdate]>([
    ['a revoke', 'user', () => inboundMessage('revoke', { original_message_id: 'wamid.gone' })],
    ['the old status "deleted"', 'user', () => messageStatus('deleted', { id: 'wamid.gone' })],
    [
      'a revoke in the Business app',
      'business',
      () =>
        fieldChange('smb_message_echoes', {
          metadata: { phone_number_id: phoneNumberId },
          message_echoes: [
            { id: 'wamid.E1', type: 'text', text: { body: 'stays' } },
            { id: 'wamid.E2', type: 'revoke', revoke: { original_message_id: 'wamid.gone' } },
          ],
        }),
    ],
  ])('is named by %s, once', async (_what, by, update) => {
    const seen: MessageDeletion[] = [];
    deletions.deleted$.subscribe((deletion) => seen.push(deletion));
    const change = update();
    await receive(change);
    await receive(change);
    expect(seen).toEqual([expect.objectContaining({ messageId: 'wamid.gone', by, phoneNumberId })]);
  });

  it.each<[string, () => WebhookUpdate]>([
    ['a revoke that names no message', () => inboundMessage('revoke', {})],
    ['a revoke without content', () => inboundMessage('revoke')],
    ['any other status', () => messageStatus('read')],
    ['any other field', () => fieldChange('user_preferences', { message_echoes: [{ type: 'revoke' }] })],
  ])('is not read into %s', async (_what, update) => {
    const seen: MessageDeletion[] = [];
    deletions.deleted$.subscribe((deletion) => seen.push(deletion));
    await receive(update());
    expect(seen).toEqual([]);
  });

  it('is forgotten before the handlers of the application run; all forget, though one fails, and it is called again', async () => {
    const log: string[] = [];
    let failures = 1;
    const forgetter = (id: string, forget: MessageForgetter['forget']): MessageForgetter => ({ id, forget });
    context.get(MessageForgetterRegistry).add(
      forgetter('media', () => {
        log.push('media');
        failures -= 1;
        if (failures >= 0) throw new Error('the disk is busy');
      }),
    );
    const takeAway = deletions.onDeleted(
      forgetter('texts', ({ messageId }) => void log.push(`texts ${messageId}`)),
    );
    context.get(InboundHandlerRegistry).add({
      id: 'app.revoked',
      matches: ({ kind }) => kind === 'message',
      handle: () => {
        log.push('handler');
        return Promise.resolve('handled');
      },
    });
    deletions.deleted$.subscribe(() => log.push('stream'));

    const revoke = inboundMessage('revoke', { original_message_id: 'wamid.gone' }, { id: 'wamid.R' });
    await expect(receive(revoke)).rejects.toMatchObject({ status: 503 });
    expect(log).toEqual(['media', 'texts wamid.gone', 'handler']);
    log.length = 0;
    await receive(revoke);
    expect(log).toEqual(['media', 'texts wamid.gone', 'stream']);

    takeAway();
    log.length = 0;
    await receive(inboundMessage('revoke', { original_message_id: 'wamid.other' }));
    expect(log).toEqual(['media', 'stream', 'handler']);
  });
});
