import { afterEach, describe, expect, it } from '@jest/globals';
import { RealApp, textOf, valueOf } from '../../support/webhooks/real-app.js';
import type { Platform } from '../../support/webhooks/webhook-app.js';

const message = textOf('wamid.1', { from: '16505551234' });
const account = 'whatsapp_business_account';

/** What is acknowledged reaches the application. */
export function nothingSilent(platform: Platform): void {
  describe('12: what nobody expected', () => {
    let app: RealApp;

    afterEach(() => app.stop());

    const kinds = () => app.events.map(({ kind }) => kind);

    it.each([
      ['an unknown list beside a message', { messages: [message], polls: [{ id: 'p' }] }],
      ['echoes beside a message', { messages: [message], message_echoes: [{ id: 'e' }] }],
      ['a known list that is an object beside a message', { messages: [message], statuses: { id: 's' } }],
      ['an unreadable item beside a message', { messages: [message, 7] }],
    ])('%s gives an event of the field besides', async (_what, parts) => {
      app = await RealApp.start(platform);
      const value = valueOf(parts);
      expect(await app.change(value)).toBe(200);
      expect(kinds().toSorted()).toEqual(['field', 'message']);
      expect(app.events.find(({ kind }) => kind === 'field')).toMatchObject({
        field: 'messages',
        value,
        change: { field: 'messages', value },
      });
    });

    it.each([
      ['a text', 'hello', {}],
      ['null', null, {}],
      ['a list', [{ id: 1 }], {}],
      ['a number', 7, {}],
    ])('a value that is %s gives an event with an empty value', async (_what, value, expected) => {
      app = await RealApp.start(platform);
      expect(await app.change(value, 'account_update')).toBe(200);
      expect(await app.change(value, 'messages')).toBe(200);
      expect(app.events).toMatchObject([
        { kind: 'field', field: 'account_update', value: expected, change: { value } },
        { kind: 'field', field: 'messages', value: expected, change: { value } },
      ]);
    });

    it('a change without field has an empty one', async () => {
      app = await RealApp.start(platform);
      const value = { event: 'X' };
      await app.post({ object: account, entry: [{ id: '1', changes: [{ value }] }] });
      expect(app.events).toMatchObject([{ kind: 'field', field: '', value, change: { value } }]);
    });

    it('an entry that is an object is a list of one', async () => {
      app = await RealApp.start(platform);
      const changes = [{ field: 'messages', value: valueOf({ messages: [message] }) }];
      await app.post({ object: account, entry: { id: '1', changes } });
      expect(kinds()).toEqual(['message']);
    });

    it('another object is taken, and told of once', async () => {
      app = await RealApp.start(platform);
      for (let time = 0; time < 3; time += 1) {
        expect(await app.post({ object: 'page', entry: [{ id: '1', changes: [] }] })).toBe(200);
      }
      expect(app.events).toEqual([]);
      expect(app.logged('warn', 'whatsapp_business_account')).toHaveLength(1);
    });
  });
}
