import { afterEach, describe, expect, it } from '@jest/globals';
import { RealApp, valueOf } from '../../support/webhooks/real-app.js';
import type { Platform } from '../../support/webhooks/webhook-app.js';

const at = 1767225600;

const historyAt = (timestamp: number): Readonly<Record<string, unknown>> => ({
  history: [
    { metadata: { phase: 0 }, threads: [{ id: '16505551234', messages: [{ id: 'wamid.h', timestamp }] }] },
  ],
});

/** A field event has the time of what it tells. */
export function timesOfFields(platform: Platform): void {
  describe('7: the time of an event of another field', () => {
    let app: RealApp;

    afterEach(() => app.stop());

    it.each([
      ['its value’s timestamp, as text', { timestamp: String(at) }, at],
      ['its value’s timestamp, as a number', { timestamp: at }, at],
      ['its value’s time', { time: at }, at],
      [
        'the newest of its items',
        { user_preferences: [{ timestamp: at }, { timestamp: String(at + 60) }, { timestamp: at - 60 }] },
        at + 60,
      ],
      [
        'the entry’s, where the value has only an expiration',
        { expiration_timestamp: at, creation_timestamp: at },
        at + 600,
      ],
      ['the entry’s, where the value’s is no time', { timestamp: 'soon' }, at + 600],
      ['the entry’s, where the value’s is milliseconds', { timestamp: String(at * 1000) }, at + 600],
      ['the entry’s, where the value’s is out of this world', { timestamp: 1e308 }, at + 600],
      ['its own although items are newer', { timestamp: at, errors: [{ timestamp: at + 60 }] }, at],
      ['that of messages in the threads of a history', historyAt(at), at],
      ['the entry’s, where the value’s is null', { timestamp: null }, at + 600],
    ])('is %s', async (_what, parts, seconds) => {
      app = await RealApp.start(platform);
      await app.change(valueOf(parts), 'user_preferences', { time: at + 600 });
      expect(app.events.map(({ timestamp }) => timestamp)).toEqual([seconds * 1000]);
    });

    it('is that of arrival where nothing says when', async () => {
      app = await RealApp.start(platform);
      const before = Date.now();
      await app.change(valueOf({}), 'account_update');
      expect(app.events[0]?.timestamp).toBeGreaterThanOrEqual(before - 60_000);
    });
  });
}
