import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { signWebhook } from 'nestjs-whatsapp/testing';
import { fieldCases } from '../support/webhooks/field-cases.js';
import { messageCases } from '../support/webhooks/message-cases.js';
import { statusCases } from '../support/webhooks/status-cases.js';
import { appSecret, platforms, WebhookApp } from '../support/webhooks/webhook-app.js';

const real = [...messageCases, ...statusCases, ...fieldCases].map(({ body }) => JSON.stringify(body));

/** A value in the place of another somewhere in the tree. */
function replaceAt(value: unknown, path: readonly number[], by: unknown): unknown {
  const [at, ...rest] = path;
  if (at === undefined || typeof value !== 'object' || value === null) return by;
  const keys = Object.keys(value);
  if (keys.length === 0) return by;
  const key = keys[at % keys.length] ?? '';
  const child = replaceAt((value as Record<string, unknown>)[key], rest, by);
  return Array.isArray(value)
    ? value.map((item: unknown, index) => (String(index) === key ? child : item))
    : { ...value, [key]: child };
}

const realBody = fc.constantFrom(...real);
const odd = fc.oneof(
  fc.jsonValue(),
  fc.constant(JSON.parse('{"__proto__":{"type":"text"},"constructor":{"prototype":1},"toString":1}')),
  fc.constantFrom(1e308, -0, 2 ** 60, '', 'x'.repeat(100_000), Array(1000).fill(null)),
);
const path = fc.array(fc.nat(20), { maxLength: 8 });

const mutated = fc.tuple(realBody, path, odd).map(([body, at, by]) => {
  return Buffer.from(JSON.stringify(replaceAt(JSON.parse(body), at, by)));
});
const truncated = fc
  .tuple(realBody, fc.nat())
  .map(([body, at]) => Buffer.from(body).subarray(0, at % body.length));
const flipped = fc.tuple(realBody, fc.nat(), fc.nat(255)).map(([body, at, byte]) => {
  const bytes = Buffer.from(body);
  bytes[at % bytes.length] = byte;
  return bytes;
});
const twice = fc.tuple(realBody, fc.jsonValue()).map(([body, value]) => {
  return Buffer.from(`${body.slice(0, -1)},"entry":${JSON.stringify(value)}}`);
});
const generated = fc.oneof(
  { weight: 5, arbitrary: mutated },
  { weight: 2, arbitrary: flipped },
  { weight: 1, arbitrary: truncated },
  { weight: 1, arbitrary: twice },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)) },
);

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
      fc.asyncProperty(generated, async (bytes) => {
        const status = await receiver.post(bytes, { 'x-hub-signature-256': signWebhook(bytes, appSecret) });
        expect([200, 400]).toContain(status);
      }),
      { numRuns: 1500 },
    );
    expect(unhandled).toEqual([]);
  }, 60_000);
});
