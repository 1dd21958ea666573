import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { WhatsAppDeliveryService, type DeliveryExplanation, type DeliveryRecord } from 'nestjs-whatsapp';
import { RealApp, valueOf } from '../../support/webhooks/real-app.js';
import type { Platform } from '../../support/webhooks/webhook-app.js';

const undeliverable = {
  code: 131026,
  title: 'Message undeliverable',
  details: 'Message Undeliverable.',
};
const errorData = { details: 'Message Undeliverable.' };

/** What Meta said of a message is kept, however it said it. */
export function wordsOfStatuses(platform: Platform): void {
  describe('13: what Meta says of a message that was sent', () => {
    let app: RealApp;

    beforeEach(async () => {
      // Without the library's correlation: messages that others sent are followed too.
      app = await RealApp.start(platform, { messages: { callbackData: 'raw' } });
    });

    afterEach(() => app.stop());

    async function tell(status: string, parts: object, id = 'wamid.1'): Promise<void> {
      const item = { id, status, timestamp: '1767225600', recipient_id: '16505551234', ...parts };
      expect(await app.change(valueOf({ statuses: [item] }))).toBe(200);
    }

    async function known(
      id = 'wamid.1',
    ): Promise<{ record?: DeliveryRecord; explanation?: DeliveryExplanation }> {
      const tracker = app.receiver.app.get(WhatsAppDeliveryService);
      return { record: await tracker.get(id), explanation: await tracker.explain(id) };
    }

    it.each([
      ['now', [{ code: 131026, title: 'Message undeliverable', error_data: errorData }]],
      ['details beside the code', [{ ...undeliverable, href: 'https://example.com' }]],
      [
        'error_data as text',
        [{ code: 131026, title: 'Message undeliverable', error_data: errorData.details }],
      ],
      ['the code as text', [{ ...undeliverable, code: '131026' }]],
      ['blanks beside it', [{ ...undeliverable, error_data: '' }]],
      ['an empty object beside it', [{ ...undeliverable, error_data: { details: null } }]],
      ['only a message for a title', [{ code: 131026, message: undeliverable.title, error_data: errorData }]],
      ['one error that is no list', undeliverable],
      ['an error without a code before it', [{ title: 'x' }, null, undeliverable]],
    ])('why a message failed, in the form %s', async (_form, errors) => {
      await tell('failed', { errors });
      const { record, explanation } = await known();
      expect(record?.error).toEqual({ ...undeliverable, at: 1_767_225_600_000 });
      expect(explanation).toMatchObject({ state: 'failed', code: 131026 });
      expect(explanation?.what).toContain('131026');
      expect(explanation?.what).toContain('Message Undeliverable.');
    });

    it('its own words where the code is none, or not one that is known', async () => {
      await tell('failed', { errors: [{ title: 'Odd', details: 'The moon is full' }] });
      expect((await known()).explanation?.what).toBe(
        'The message failed, and Meta gave no code. Meta says: Odd: The moon is full',
      );
      const errors = [{ code: 999_999_999, title: 'Odder', details: 'The sun is full' }];
      await tell('failed', { errors }, 'wamid.2');
      const { explanation } = await known('wamid.2');
      expect(explanation).toMatchObject({ code: 999_999_999 });
      expect(explanation?.what).toContain('Odder: The sun is full');
    });

    it.each([['warning'], ['sent'], ['warned_of_tomorrow']])(
      'what comes with the status %s is a warning, and changes no state',
      async (status) => {
        await tell(status, {
          errors: [{ code: 131_999, title: 'Item not found', details: 'No mug 7 in the catalog' }],
        });
        await tell('delivered', {});
        const { record, explanation } = await known();
        expect(record?.error).toBeUndefined();
        expect(record?.warning).toEqual({
          code: 131_999,
          title: 'Item not found',
          details: 'No mug 7 in the catalog',
          at: 1_767_225_600_000,
        });
        expect(explanation).toMatchObject({ state: 'delivered', code: 131_999 });
        expect(explanation?.what).toContain("on the user's phone");
        expect(explanation?.what).toMatch(/Meta warns with 131999.*Item not found: No mug 7 in the catalog/);
      },
    );

    it('why a payment failed', async () => {
      await tell('failed', { type: 'payment', errors: [undeliverable] });
      const { record } = await known();
      expect(record?.payment).toMatchObject({ status: 'failed', error: undeliverable });
      expect(record?.error).toBeUndefined();
    });

    it('what it counts to and what it costs, joined from all statuses', async () => {
      const pricing = { billable: true, pricing_model: 'PMP', category: 'utility' };
      await tell('delivered', { pricing: { ...pricing, type: 'regular', tier_of_tomorrow: 3 } });
      await tell('sent', {
        conversation: { id: 'c1', expiration_timestamp: 1_767_312_000, origin: { type: 'utility' } },
        pricing,
      });
      await tell('read', { conversation: { id: 'c1', origin: null }, pricing: 'none' });
      const { record } = await known();
      expect(record?.conversation).toEqual({
        id: 'c1',
        expiration_timestamp: 1_767_312_000,
        origin: { type: 'utility' },
      });
      expect(record?.pricing).toEqual({ ...pricing, type: 'regular', tier_of_tomorrow: 3 });
    });

    it('no more of it than a record can hold', async () => {
      const pricing = Object.fromEntries(
        Array.from({ length: 50 }, (_, index) => [`key${index}`, 'x'.repeat(index * 20)]),
      );
      await tell('sent', { pricing, conversation: { origin: { type: { of: { it: 'deep' } } } } });
      const { record } = await known();
      expect(Object.keys(record?.pricing ?? {})).toHaveLength(15);
      expect(record?.conversation).toBeUndefined();
    });
  });
}
