import { afterEach, describe, expect, it } from '@jest/globals';
import {
  WhatsAppWindowsService,
  WhatsAppConsentService,
  WhatsAppConversationsService,
} from 'nestjs-whatsapp';
import { RealApp, textOf, until, valueOf } from '../../support/webhooks/real-app.js';
import type { Platform } from '../../support/webhooks/webhook-app.js';

/** Numbers of Benin exist with and without 01 after the calling code. */
export function beninSpellings(platform: Platform): void {
  describe('5: both spellings of a number of Benin', () => {
    let app: RealApp;

    afterEach(() => app.stop());

    it.each([
      ['22997001234', '+2290197001234'],
      ['2290197001234', '+22997001234'],
      // Its eight digits may begin with 01 themselves.
      ['22901234567', '+2290101234567'],
    ])('Meta writes %s, the application %s: one user', async (waId, dialled) => {
      app = await RealApp.start(platform);
      const { app: nest } = app.receiver;
      await app.change(valueOf({ messages: [textOf('wamid.1', { from: waId, timestamp: String(now()) })] }));
      expect(await nest.get(WhatsAppWindowsService).state(dialled)).toBe('open');
      await nest.get(WhatsAppConsentService).revoke({ waId }, { source: 'letter' });
      expect(await nest.get(WhatsAppConsentService).status(dialled)).toMatchObject({ optIn: 'revoked' });
      const conversations = nest.get(WhatsAppConversationsService);
      const answer = conversations.conversation({ user: dialled }).waitFor({ timeoutMs: 60_000 });
      await until(() => conversations.waiting === 1);
      await app.change(valueOf({ messages: [textOf('wamid.2', { from: waId })] }));
      expect((await answer).message.id).toBe('wamid.2');
    });

    it('a number of another length or country is nobody else’s', async () => {
      app = await RealApp.start(platform);
      const consent = app.receiver.app.get(WhatsAppConsentService);
      await consent.revoke('+22997001234', { source: 'letter' });
      for (const other of ['+2290297001234', '+229970012345', '+22890197001234', '+2299700123']) {
        expect(await consent.status(other)).toMatchObject({ optIn: 'unknown' });
      }
    });
  });
}

function now(): number {
  return Math.floor(Date.now() / 1000);
}
