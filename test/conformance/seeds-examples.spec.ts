import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { SampleUnderTest } from '../e2e/sample-under-test.js';

// The first start compiles the whole app: seconds on a machine that has other things to do.
jest.setTimeout(60_000);

/** The folder of the pages: without the variable jest.config.mjs leaves this file out of the run. */
const folder = process.env['META_PAGES'] ?? '';

/** What stands on the pages as JSON and is no request that can pass as printed, by a part of its text, with the reason. */
const notPostable: Readonly<Record<string, string>> = {
  '"contacts":[{"input"': 'an answer of Meta',
};

interface Example {
  readonly name: string;
  readonly path: string;
  /** As printed. */
  readonly json: string;
}

/** Every JSON block of the pages, and the address it belongs to. */
const examples = ['messages.md', 'onprem-migration.md'].flatMap((page) => {
  const text = readFileSync(join(folder, page), 'utf8');
  return [...text.matchAll(/^```json\n([\s\S]*?)\n```$/gm)].map(({ index, 1: json = '' }): Example => {
    const line = text.slice(0, index).split('\n').length + 1;
    return { name: `${page}:${line} ${json.slice(0, 120)}`, path: pathOf(json), json };
  });
});

function pathOf(json: string): string {
  if (json.includes('"hsm"')) return '/v1/messages';
  return json.includes('"product_policy"') ? '/marketing_messages' : '/messages';
}

const reasonOf = ({ json }: Example): string | undefined =>
  Object.entries(notPostable).find(([part]) => json.includes(part))?.[1];

describe('the JSON examples of the pages', () => {
  it('are all there', () => {
    expect(examples.length).toBeGreaterThanOrEqual(45);
    expect(examples.filter(({ path }) => path === '/v1/messages').length).toBeGreaterThanOrEqual(1);
  });

  it.each(Object.entries(notPostable))('are no requests where they have %s: %s', (part) => {
    expect(examples.filter(({ json }) => json.includes(part))).toHaveLength(1);
  });
});

describe('posted unchanged with curl, they', () => {
  let sample: SampleUnderTest;

  beforeAll(async () => {
    // They go to one person, and would have to wait for Meta's pair limit.
    sample = await SampleUnderTest.start({ WHATSAPP_ENFORCE_THROUGHPUT: 'false' });
  });

  afterAll(() => sample.stop());

  it.each(examples.filter((example) => reasonOf(example) === undefined))(
    'are accepted: $name',
    async ({ path, json }) => {
      const options = ['--silent', '--show-error', '--max-time', '30', '--write-out', '\n%{http_code}'];
      const request = ['-H', 'Content-Type: application/json', '-d', json, `${sample.url}${path}`];
      const { stdout } = await promisify(execFile)('curl', [...options, ...request]);
      const [answer = '', status] = stdout.split('\n');
      expect({ status, answer }).toEqual({
        status: '200',
        answer: expect.stringMatching(/"id":"wamid\.|"success":true/),
      });
    },
  );
});
