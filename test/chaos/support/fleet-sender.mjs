/*
 * Sends as one of several processes from one business number, over the storage that they share, and prints a line for what came of it.
 * Run by `throughput-processes.spec.ts` and `npm run soak:fleet`. Messages of a user are spread over the processes.
 */
import { NestFactory } from '@nestjs/core';
import { AxiosGraphTransport, GraphTransport } from 'nestjs-whatsapp/extending';
import { WhatsAppMessagesService, WhatsAppModule } from 'nestjs-whatsapp';
import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { openStorage } from './open-storage.mjs';
import { printAtOnce } from './print-at-once.mjs';

const { STORAGE, STORAGE_OPTIONS, SIMULATOR, PHONE_NUMBER_ID, ACCESS_TOKEN } = process.env;
const [RATE, USERS, MESSAGES, IN_A_ROW, BLOCK, PROCESS, PROCESSES, JITTER_MS, AT_ONCE, START_AT, END_AT] = [
  'RATE',
  'USERS',
  'MESSAGES',
  'IN_A_ROW',
  'BLOCK',
  'PROCESS',
  'PROCESSES',
  'JITTER_MS',
  'AT_ONCE',
  'START_AT',
  'END_AT',
].map((name) => Number(process.env[name]));

/** Messages take a while to Meta, and not all the same. */
class FarTransport extends AxiosGraphTransport {
  async request(request) {
    await sleep(randomInt(JITTER_MS + 1));
    return super.request(request);
  }
}

const { storage, close } = await openStorage(STORAGE, JSON.parse(STORAGE_OPTIONS));
const app = await NestFactory.createApplicationContext(
  WhatsAppModule.forRoot({
    phoneNumberId: PHONE_NUMBER_ID,
    accessToken: ACCESS_TOKEN,
    graph: { baseUrl: SIMULATOR },
    retry: { maxAttempts: 1 },
    throughput: { messagesPerSecond: RATE },
    delivery: { track: false },
    storage,
    providers: [{ provide: GraphTransport, useClass: FarTransport }],
  }),
  { logger: ['error'] },
);
const messages = app.get(WhatsAppMessagesService);
const outcomes = { accepted: 0 };
const stop = new AbortController();
let next = PROCESS * BLOCK;

async function work() {
  while (next < MESSAGES && !stop.signal.aborted) {
    const index = next;
    next += 1;
    // On to the next block of its own.
    if (next % BLOCK === 0) next += (PROCESSES - 1) * BLOCK;
    // User after user, and each from another process in the next round.
    const [place, round] = [Math.floor(index / IN_A_ROW), Math.floor(index / IN_A_ROW / USERS)];
    const to = `+1650${String((place + round) % USERS).padStart(7, '0')}`;
    try {
      await messages.sendText(to, String(index), { signal: stop.signal });
      outcomes.accepted += 1;
    } catch (error) {
      const code = error.graphCode ?? error.code;
      outcomes[code] = (outcomes[code] ?? 0) + 1;
    }
  }
}

await sleep(Math.max(0, START_AT - Date.now()));
if (END_AT > 0) setTimeout(() => stop.abort(), END_AT - Date.now()).unref();
await Promise.all(Array.from({ length: AT_ONCE }, work));
printAtOnce(JSON.stringify(outcomes));
await app.close();
await close();
