import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { signWebhook } from 'nestjs-whatsapp/testing';
import { largeBody, oddBodies, placesOfFields, variedBody } from '../support/webhooks/odd-bodies.js';
import { appSecret, platforms, WebhookApp } from '../support/webhooks/webhook-app.js';

describe('the generator', () => {
  it('varies every field that Meta documents', () => {
    const places = placesOfFields();
    expect(places.size).toBeGreaterThan(300);
    for (let seed = 0; seed < 100_000 && places.size > 0; seed += 1) {
      for (const place of variedBody(seed).varied) places.delete(place);
    }
    expect([...places]).toEqual([]);
  });
});

describe.each(platforms)('generated bodies on %s', (platform) => {
  let receiver: WebhookApp;
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => void unhandled.push(reason);

  beforeEach(async () => {
    process.on('unhandledRejection', note);
    receiver = await WebhookApp.start({ platform });
  });

  afterEach(async () => {
    process.off('unhandledRejection', note);
    await receiver.stop();
  });

  it('are answered 200 or a clean 400, and nothing is left unhandled', async () => {
    receiver.handle('test');
    await fc.assert(
      fc.asyncProperty(oddBodies, async (bytes) => {
        const status = await receiver.post(bytes, { 'x-hub-signature-256': signWebhook(bytes, appSecret) });
        expect([200, 400]).toContain(status);
      }),
      { numRuns: 1500 },
    );
    expect(unhandled).toEqual([]);
  }, 120_000);

  it('of 3 MB are taken, and those above the limit answered 413', async () => {
    const events = receiver.handle('test');
    expect(await receiver.post(largeBody(3_000_000, 'large'))).toBe(200);
    expect(events).toHaveLength(1000);
    expect(await receiver.post(largeBody(5_000_000, 'too-large'))).toBe(413);
    expect(events).toHaveLength(1000);
    expect(unhandled).toEqual([]);
  }, 30_000);
});
