/*
 * Uploads a file and downloads it again through the library as built, and tells how much memory that took. Run by
 * `media-memory.spec.ts` as a process of its own, with a small heap. Prints one line of JSON.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { getHeapStatistics } from 'node:v8';
import { NestFactory } from '@nestjs/core';
import { WhatsAppMediaService, WhatsAppModule } from 'nestjs-whatsapp';

const { GRAPH_BASE_URL, ACCESS_TOKEN, PHONE_NUMBER_ID, SOURCE, TARGET, DIRECTORY } = process.env;

const context = await NestFactory.createApplicationContext(
  WhatsAppModule.forRoot({
    phoneNumberId: PHONE_NUMBER_ID,
    accessToken: ACCESS_TOKEN,
    graph: { baseUrl: GRAPH_BASE_URL, headersTimeoutMs: 120_000 },
    media: { temporaryDirectory: DIRECTORY },
    retry: { maxAttempts: 1 },
  }),
  { logger: ['error'] },
);
const media = context.get(WhatsAppMediaService);
// What is loaded with the first file is no memory of the file's.
await media.upload(Buffer.from('%PDF-1.7\n'));

const memory = () => {
  const { rss, heapUsed, external } = process.memoryUsage();
  return { rss, heapUsed, external };
};
const before = memory();
const peak = { ...before };
const timer = setInterval(() => {
  for (const [name, value] of Object.entries(memory())) peak[name] = Math.max(peak[name], value);
}, 2);

const fromStream = await media.upload(createReadStream(SOURCE), { reuse: false });
const fromPath = await media.upload({ path: SOURCE }, { reuse: false });
await media.downloadTo(TARGET, fromPath.id);
const hash = createHash('sha256');
const { stream } = await media.download(fromStream.id);
await pipeline(
  stream,
  new Writable({
    write(chunk, _encoding, done) {
      hash.update(chunk);
      done();
    },
  }),
);

clearInterval(timer);
await context.close();
const heapLimit = getHeapStatistics().heap_size_limit;
const streamed = { sha256: hash.digest('hex') };
process.stdout.write(`${JSON.stringify({ heapLimit, before, peak, fromStream, fromPath, streamed })}\n`);
