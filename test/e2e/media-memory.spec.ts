import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { WhatsAppSimulator } from 'whatsapp-simulator';
import { pdf } from '../support/media/sample-files.js';
import { Child } from './child.js';

const MB = 1024 * 1024;
const root = join(import.meta.dirname, '../..');
const script = join(root, 'test/support/media/carry-large-file.mjs');

// 400 MB go over the wire, and the simulator takes each upload apart in memory.
jest.setTimeout(180_000);

interface Memory {
  readonly rss: number;
  readonly heapUsed: number;
  readonly external: number;
}

interface Report {
  readonly heapLimit: number;
  readonly before: Memory;
  readonly peak: Memory;
  readonly fromStream: { readonly id: string; readonly bytes: number; readonly sha256: string };
  readonly fromPath: { readonly id: string; readonly bytes: number; readonly sha256: string };
  readonly streamed: { readonly sha256: string };
}

describe('A document of 100 MB, in a process whose heap is 64 MB', () => {
  let directory: string;
  let simulator: WhatsAppSimulator;
  let child: Child | undefined;

  beforeAll(async () => {
    if (!existsSync(join(root, 'libs/whatsapp/dist/index.js'))) {
      throw new Error(
        'This spec runs the built library and there is none: run "npm run build" first ("npm test" does).',
      );
    }
    directory = await mkdtemp(join(tmpdir(), 'media-memory-'));
    simulator = await WhatsAppSimulator.start({ rules: { media: true } });
  });

  afterAll(async () => {
    // It is over, unless the test ended before it.
    child?.kill('SIGKILL');
    await child?.exit;
    await simulator.stop();
    await rm(directory, { recursive: true });
  });

  it('goes up and comes down, from a stream and from a path, and is never held whole', async () => {
    const source = join(directory, 'large.pdf');
    const target = join(directory, 'downloaded.pdf');
    await writeFile(source, pdf);
    await truncate(source, 100 * MB);

    child = new Child(
      script,
      {
        GRAPH_BASE_URL: simulator.url,
        ACCESS_TOKEN: simulator.accessToken,
        PHONE_NUMBER_ID: simulator.phoneNumberId,
        SOURCE: source,
        TARGET: target,
        DIRECTORY: directory,
      },
      ['--max-heap-size=64'],
    );
    const [line] = await child.output(/^\{.+\}$/m);
    expect(await child.exit).toBe(0);

    const { heapLimit, before, peak, fromStream, fromPath, streamed }: Report = JSON.parse(line);
    const sha256 = await sha256Of(source);
    for (const upload of [fromStream, fromPath]) expect(upload).toMatchObject({ bytes: 100 * MB, sha256 });
    expect(streamed).toEqual({ sha256 });
    expect(await sha256Of(target)).toBe(sha256);
    expect((await readdir(directory)).toSorted()).toEqual(['downloaded.pdf', 'large.pdf']);

    expect(heapLimit).toBeLessThanOrEqual(64 * MB);
    // Pieces that wait for the collector count too: it lets them gather, but far from all of the file.
    expect((peak.external - before.external) / MB).toBeLessThan(64);
    expect((peak.rss - before.rss) / MB).toBeLessThan(90);
  });
});

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) hash.update(chunk);
  return hash.digest('hex');
}
