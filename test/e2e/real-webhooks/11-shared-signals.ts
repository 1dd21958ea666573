import { getEventListeners } from 'node:events';
import { afterEach, describe, expect, it } from '@jest/globals';
import {
  SendCancelledError,
  WaitCancelledError,
  WhatsAppConversationsService,
  WhatsAppMessagesService,
} from 'nestjs-whatsapp';
import { RealApp, until } from '../../support/webhooks/real-app.js';
import type { Platform } from '../../support/webhooks/webhook-app.js';

/** Node warns of the eleventh listener on one signal. */
export function sharedSignals(platform: Platform): void {
  describe('11: a signal that many wait on', () => {
    let app: RealApp;

    afterEach(() => app.stop());

    it('has one listener while sends wait for a retry and questions for an answer, and none after', async () => {
      app = await RealApp.start(platform, { retry: { baseDelayMs: 30_000 } });
      const { app: nest } = app.receiver;
      const warned: Error[] = [];
      const note = (warning: Error): void => void warned.push(warning);
      process.on('warning', note);
      let refused = 0;
      app.transport.request = () => {
        refused += 1;
        return Promise.resolve({ status: 400, headers: {}, body: '{"error":{"code":131057}}' });
      };
      const abort = new AbortController();
      const { signal } = abort;
      const person = (index: number): string => `+165055500${10 + index}`;
      const sends = Array.from({ length: 20 }, (_, index) =>
        nest.get(WhatsAppMessagesService).sendText(person(index), 'hello', { signal }),
      );
      const conversations = nest.get(WhatsAppConversationsService);
      const waits = Array.from({ length: 20 }, (_, index) =>
        conversations.conversation({ user: person(index) }).waitFor({ timeoutMs: 60_000, signal }),
      );
      const ended = Promise.allSettled([...sends, ...waits]);
      await until(() => refused === 20 && conversations.waiting === 20);
      expect(getEventListeners(signal, 'abort')).toHaveLength(1);
      abort.abort();
      const reasons = (await ended).map((end) => end.status === 'rejected' && end.reason?.constructor);
      expect(reasons.filter((reason) => reason === SendCancelledError)).toHaveLength(20);
      expect(reasons.filter((reason) => reason === WaitCancelledError)).toHaveLength(20);
      expect(getEventListeners(signal, 'abort')).toHaveLength(0);
      await new Promise((resolve) => setImmediate(resolve));
      process.off('warning', note);
      expect(warned).toEqual([]);
    });
  });
}
