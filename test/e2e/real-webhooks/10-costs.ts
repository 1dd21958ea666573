import { createHash, type Hash } from 'node:crypto';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { RealApp, textOf, until, valueOf } from '../../support/webhooks/real-app.js';
import type { Platform } from '../../support/webhooks/webhook-app.js';

const first = 1767225600;
const prototypeOfHash = Object.getPrototypeOf(createHash('sha256')) as Hash;

/** How many characters or bytes are hashed while something is done; the HMAC of the signature is none of them. */
async function hashedWhile(work: () => Promise<unknown>): Promise<number> {
  const update = jest.spyOn(prototypeOfHash, 'update');
  try {
    await work();
    return update.mock.calls.reduce((sum, [data]) => sum + data.length, 0);
  } finally {
    update.mockRestore();
  }
}

export function costsOfEvents(platform: Platform): void {
  describe('10: what an event costs does not grow with the others', () => {
    let app: RealApp;

    afterEach(() => app.stop());

    it('hashes a change once, and never the body for each', async () => {
      app = await RealApp.start(platform);
      const changes = Array.from({ length: 1000 }, (_, index) => ({
        field: 'smb_message_echoes',
        value: valueOf({ message_echoes: [textOf(`wamid.${index}`, { to: '16505551234' })] }),
      }));
      const body = { object: 'whatsapp_business_account', entry: [{ id: '1', time: first, changes }] };
      const { length } = JSON.stringify(body);
      const hashed = await hashedWhile(() => app.post(body));
      expect(app.events).toHaveLength(1000);
      expect(hashed).toBeGreaterThan(length / 2);
      expect(hashed).toBeLessThan(3 * length);
    });

    it('hashes no body where every event has an id', async () => {
      app = await RealApp.start(platform);
      const messages = Array.from({ length: 1000 }, (_, index) =>
        textOf(`wamid.${index}`, { from: '16505551234' }),
      );
      expect(await hashedWhile(() => app.change(valueOf({ messages })))).toBeLessThan(1000);
      expect(app.events).toHaveLength(1000);
    });

    it('hashes the body once for all changes that cannot be written as JSON', async () => {
      app = await RealApp.start(platform);
      const deep = `{"field":"x","value":{"deep":${'['.repeat(20_000)}${']'.repeat(20_000)}}}`;
      const body = `{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[${Array(20).fill(deep).join()}]}]}`;
      const hashed = await hashedWhile(() => app.receiver.post(body));
      expect(app.events).toHaveLength(20);
      expect(new Set(app.events.map(({ key }) => key)).size).toBe(20);
      expect(hashed).toBeGreaterThanOrEqual(body.length);
      expect(hashed).toBeLessThan(1.1 * body.length);
    });

    it('gives out what waits in one conversation, the oldest first, however much and in whichever order it came', async () => {
      app = await RealApp.start(platform, { webhooks: { deadlineMs: 100 } });
      const bodies = 5;
      const inBody = 1000;
      let letGo = (): void => undefined;
      const held = new Promise<void>((resolve) => (letGo = resolve));
      app.receiver.handle('holds', () => held);
      await app.change(valueOf({ messages: [textOf('wamid.first', { from: '16505551234' })] }));
      for (let body = 0; body < bodies; body += 1) {
        const messages = Array.from({ length: inBody }, (_, index) => {
          const age = body * inBody + index;
          return textOf(`wamid.${age}`, { from: '16505551234', timestamp: String(first - age) });
        });
        await app.change(valueOf({ messages }));
      }
      expect(app.events).toHaveLength(1);
      letGo();
      await until(() => app.events.length === 1 + bodies * inBody);
      const times = app.events.slice(1).map(({ timestamp }) => timestamp);
      expect(times).toEqual(times.toSorted((one, other) => one - other));
    });
  });
}
