import { afterEach, describe, expect, it } from '@jest/globals';
import { ourNumber, RealApp, textOf, valueOf } from '../../support/webhooks/real-app.js';
import type { Platform } from '../../support/webhooks/webhook-app.js';
import { Thanks } from './01-contacts-of-items.js';

const timestamp = '1767225600';
const phone = '16505551234';
const conversation = `${ourNumber}:+${phone}`;

/** Events of other fields belong to conversations too, and those of a number that is not ours to nobody's. */
export function conversationsOfFields(platform: Platform): void {
  describe('4: the conversation of events', () => {
    let app: RealApp;

    afterEach(() => app.stop());

    it.each([
      [
        'an echo of the Business app',
        'smb_message_echoes',
        { message_echoes: [{ from: '15550783881', to: phone, id: 'wamid.e', timestamp, type: 'text' }] },
        conversation,
      ],
      [
        'a preference',
        'user_preferences',
        { user_preferences: [{ wa_id: phone, category: 'marketing_messages', value: 'stop', timestamp }] },
        conversation,
      ],
      [
        'a group',
        'group_lifecycle_update',
        { groups: [{ group_id: 'Z3JvdXA', type: 'group_create', timestamp: 1767225600 }] },
        `${ourNumber}:group:Z3JvdXA`,
      ],
      [
        'the participants of a group',
        'group_participants_update',
        { groups: [{ group_id: 'Z3JvdXA', type: 'group_participants_add', timestamp }] },
        `${ourNumber}:group:Z3JvdXA`,
      ],
      [
        'a history of one thread',
        'history',
        { history: [{ metadata: { phase: 0 }, threads: [{ id: phone, messages: [] }] }] },
        conversation,
      ],
    ])('of %s is what its ids name', async (_what, field, parts, expected) => {
      app = await RealApp.start(platform);
      expect(await app.change(valueOf(parts), field)).toBe(200);
      expect(app.events).toMatchObject([{ kind: 'field', field, conversation: expected }]);
    });

    it('of what tells of several people is none', async () => {
      app = await RealApp.start(platform);
      const threads = [
        { id: phone, messages: [] },
        { id: '16505550000', messages: [] },
      ];
      await app.change(valueOf({ history: [{ metadata: { phase: 0 }, threads }] }), 'history');
      expect(app.events).toMatchObject([{ kind: 'field', field: 'history' }]);
      expect(app.events[0]?.conversation).toBeUndefined();
    });

    it.each([
      ['no metadata', undefined],
      ['metadata of null', null],
      ['metadata without a number', { display_phone_number: '15550783881' }],
    ])('of a message with %s is none, and one warning says so', async (_what, metadata) => {
      app = await RealApp.start(platform, { handlers: [Thanks] });
      for (const id of ['wamid.1', 'wamid.2']) {
        const value = { ...valueOf({ messages: [textOf(id, { from: phone })] }), metadata };
        expect(await app.change(value)).toBe(200);
      }
      await app.change({ ...valueOf({ event: 'APPROVED' }), metadata }, 'message_template_status_update');
      expect(app.events).toMatchObject([{ kind: 'message' }, { kind: 'message' }, { kind: 'field' }]);
      expect(app.events.filter((event) => event.conversation !== undefined)).toEqual([]);
      expect(app.deadLetters).toEqual([]);
      expect(app.logged('warn', 'phone_number_id')).toHaveLength(1);
    });

    it('of a number that is not ours: handlers run, nothing can be answered, and one warning names the number', async () => {
      app = await RealApp.start(platform, { handlers: [Thanks] });
      for (const id of ['wamid.1', 'wamid.2', 'wamid.3']) {
        const messages = [textOf(id, { from: phone })];
        expect(await app.change(valueOf({ messages }, '999'))).toBe(200);
      }
      expect(app.events.map(({ account }) => account)).toEqual([undefined, undefined, undefined]);
      expect(app.sent).toEqual([]);
      expect(app.deadLetters).toEqual([]);
      expect(app.logged('999')).toHaveLength(1);
      expect(app.logged('warn', '999', 'accounts')).toHaveLength(1);
    });
  });
}
