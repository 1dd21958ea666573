import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { InboundEvent } from 'nestjs-whatsapp';
import { signWebhook } from 'nestjs-whatsapp/testing';
import { parse } from 'yaml';
import { appSecret, WebhookApp } from '../support/webhooks/webhook-app.js';

interface Example {
  readonly entry: readonly {
    readonly changes: readonly {
      readonly field: string;
      readonly value: Readonly<Record<string, readonly unknown[]>>;
    }[];
  }[];
}

// Without the variable jest.config.mjs leaves this file out of the run.
const file = process.env['META_OPENAPI_SPEC'] ?? '';

function examplesOf(path: string): [string, Example][] {
  const document = parse(readFileSync(path, 'utf8'), { maxAliasCount: -1 }) as {
    paths: Record<
      string,
      {
        post: {
          requestBody: { content: Record<string, { examples: Record<string, { value: Example }> }> };
        };
      }
    >;
  };
  const examples =
    document.paths['/whatsapp/webhooks']?.post.requestBody.content['application/json']?.examples;
  return Object.entries(examples ?? {}).map(([name, { value }]) => [name, value]);
}

describe("the webhook examples of Meta's OpenAPI file", () => {
  const examples = examplesOf(file);
  let receiver: WebhookApp;
  let seen: InboundEvent[];

  // Of each its own: several of Meta's examples have the same message id.
  beforeEach(async () => {
    receiver = await WebhookApp.start();
    seen = receiver.handle('test');
  });

  afterEach(() => receiver.stop());

  it('are found', () => {
    expect(examples.length).toBeGreaterThanOrEqual(16);
  });

  it.each(examples)(
    '%s: as many events as it tells, once each, and none when it is changed',
    async (_name, body) => {
      const bytes = Buffer.from(JSON.stringify(body));
      const signature = signWebhook(bytes, appSecret);
      const changed = Buffer.from(bytes);
      changed[bytes.length - 20] = (changed[bytes.length - 20] ?? 0) ^ 1;
      expect([400, 401]).toContain(await receiver.post(changed, { 'x-hub-signature-256': signature }));
      expect(seen).toHaveLength(0);
      expect(await receiver.post(bytes)).toBe(200);
      expect(await receiver.post(bytes)).toBe(200);
      const changes = body.entry.flatMap(({ changes: list }) => list);
      const expected = changes.flatMap(({ field, value }) =>
        field === 'messages' ? [...(value['messages'] ?? []), ...(value['statuses'] ?? [])] : [value],
      );
      const told = seen.splice(0).map((event) => {
        if (event.kind === 'message') return event.message;
        return event.kind === 'status' ? event.status : event.kind === 'field' && event.value;
      });
      expect(told).toEqual(expected);
    },
  );
});
