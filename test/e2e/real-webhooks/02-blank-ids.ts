import { afterEach, describe, expect, it } from '@jest/globals';
import { WhatsAppRepliesService } from 'nestjs-whatsapp';
import { ourNumber, RealApp, textOf, valueOf } from '../../support/webhooks/real-app.js';
import type { Platform } from '../../support/webhooks/webhook-app.js';
import { Thanks } from './01-contacts-of-items.js';

const userId = 'US.13491208655302741918';

/** A missing key, `null` and an empty text are the same, wherever payloads are read. */
export function blankIds(platform: Platform): void {
  describe('2: users without a phone number', () => {
    let app: RealApp;

    afterEach(() => app.stop());

    it.each([
      ['an empty from', { from: '', from_user_id: userId }, [{ wa_id: '', user_id: userId }]],
      ['a from of null', { from: null, from_user_id: userId }, [{ wa_id: null, user_id: userId }]],
      ['no from', { from_user_id: userId }, []],
      ['an empty group', { from: '', from_user_id: userId, group_id: '' }, []],
      ['a group of null', { from_user_id: userId, group_id: null }, []],
      ['no time', { from: '', from_user_id: userId, timestamp: null }, []],
      ['an empty time', { from_user_id: userId, timestamp: '' }, []],
      ['a user id in from', { from: userId }, []],
      [
        'a user id in from and an empty one beside it',
        { from: userId, from_user_id: '' },
        [{ wa_id: userId }],
      ],
      ['the user id in the contact alone', { from: '' }, [{ wa_id: '', user_id: userId }]],
      ['a context of null', { from: '', from_user_id: userId, context: null }, []],
    ])('are answered with %s', async (_what, message, contacts) => {
      app = await RealApp.start(platform, { handlers: [Thanks] });
      expect(await app.change(valueOf({ contacts, messages: [textOf('wamid.1', message)] }))).toBe(200);

      expect(app.sent).toMatchObject([{ recipient: userId, context: { message_id: 'wamid.1' } }]);
      expect(app.sent[0]).not.toHaveProperty('to');
      expect(app.events).toMatchObject([{ kind: 'message', conversation: `${ourNumber}:${userId}` }]);
      expect(app.failures).toEqual([]);
    });

    it.each([
      ['an empty from', { from: '', from_user_id: userId }],
      ['a from of null', { from: null, from_user_id: userId, group_id: null, timestamp: null }],
      ['a user id in from', { from: userId, group_id: '' }],
    ])('are answered by replies.to() with %s', async (_what, message) => {
      app = await RealApp.start(platform);
      const inbound = textOf('wamid.1', message);
      const replies = app.receiver.app.get(WhatsAppRepliesService);
      await replies.to(inbound as unknown as Parameters<typeof replies.to>[0]).text('thanks');
      expect(app.sent).toMatchObject([{ recipient: userId }]);
    });

    it('have one conversation, whatever their statuses, calls and messages leave out', async () => {
      app = await RealApp.start(platform);
      const timestamp = '1767225600';
      await app.change(
        valueOf({
          messages: [textOf('wamid.1', { from: '', from_user_id: userId })],
          statuses: [
            { id: 'wamid.2', status: 'read', recipient_id: '', recipient_user_id: userId, timestamp },
          ],
        }),
      );
      await app.change(
        valueOf({
          calls: [{ id: 'c', event: 'connect', from: null, from_user_id: userId, group_id: '', timestamp }],
        }),
        'calls',
      );
      expect(app.events.map(({ kind, conversation }) => [kind, conversation])).toEqual([
        ['message', `${ourNumber}:${userId}`],
        ['status', `${ourNumber}:${userId}`],
        ['call', `${ourNumber}:${userId}`],
      ]);
    });
  });
}
