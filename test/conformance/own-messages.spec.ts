import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { WhatsAppError, WhatsAppValidationError } from 'nestjs-whatsapp';
import { ConformanceBench } from '../support/conformance-bench.js';
import { brokenMessages } from '../support/messages/broken-messages.js';
import {
  validMarketingMessages,
  validMessages,
  validReadReceipts,
} from '../support/messages/valid-messages.js';
import type { ConformanceCase } from '../support/conformance-cases.js';

function asCases(
  messages: readonly { name: string; message: object }[],
  endpoint: ConformanceCase['endpoint'] = 'messages',
): ConformanceCase[] {
  return messages.map(({ name, message }) => ({ name, endpoint, body: { ...message } }));
}

describe('our own messages', () => {
  const valid = [
    ...asCases(validMessages),
    ...asCases(validReadReceipts),
    ...asCases(validMarketingMessages, 'marketing_messages'),
  ];
  let bench: ConformanceBench;

  beforeAll(async () => {
    bench = await ConformanceBench.start();
  });

  afterAll(() => bench.stop());

  it.each(valid)('$name is sent and accepted', async (example) => {
    const before = bench.simulator.requestCount;
    await bench.send(example);
    expect(bench.simulator.requestCount).toBe(before + 1);
  });

  it('are broken in at least 150 ways', () => {
    expect(brokenMessages.length).toBeGreaterThanOrEqual(150);
  });

  it.each(brokenMessages)(
    '$name is refused with the field’s path before any HTTP call',
    async ({ message, path }) => {
      const before = bench.simulator.requestCount;
      const failure = await bench.messages.send(message as never).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(WhatsAppValidationError);
      expect((failure as WhatsAppValidationError).issues.map((issue) => issue.path)).toContain(path);
      expect(bench.simulator.requestCount).toBe(before);
    },
  );

  it('of any shape at all end in success or in a typed error', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.anything({ withBigInt: true, withNullPrototype: true, withSparseArray: true }),
        async (body) => {
          const outcome = await bench.messages.send(body as never).catch((error: unknown) => error);
          expect(outcome).toBeInstanceOf(WhatsAppError);
        },
      ),
      { numRuns: 500 },
    );
  });
});
