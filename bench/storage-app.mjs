// The library over one storage, in a process of its own: `storage-app.mjs STORAGE-URL META-URL`. It sends what its parent asks for and
// takes the webhooks that its parent posts; asked, it says what CPU time that took and how often its storage was waited for.
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import {
  GraphTransport,
  InboundHandlerRegistry,
  MemoryStorage,
  UndiciGraphTransport,
} from 'nestjs-whatsapp/extending';
import { WhatsAppMessagesService, WhatsAppModule } from 'nestjs-whatsapp';
import { StorageWaits } from '../test/support/storage/storage-waits.ts';
import { accessToken, phoneNumberId, textMessage } from './messages.mjs';

const [, , url, baseUrl] = process.argv;
const storage = await openStorage(url);
const waits = new StorageWaits(storage);
const app = await NestFactory.create(
  WhatsAppModule.forRoot({
    phoneNumberId,
    accessToken,
    appSecret: 'secret',
    verifyToken: 'token',
    graph: { baseUrl },
    throughput: { enforce: false },
    storage,
    providers: [{ provide: GraphTransport, useClass: UndiciGraphTransport }],
  }),
  new FastifyAdapter(),
  { logger: ['error', 'warn'] },
);
app.get(InboundHandlerRegistry).add({
  id: 'bench',
  matches: ({ kind }) => kind === 'message',
  handle: () => Promise.resolve('handled'),
});
await app.listen(0, '127.0.0.1');
const service = app.get(WhatsAppMessagesService);
let sent = 0;

async function openStorage(address) {
  const kind = address.split(':', 1)[0];
  if (kind === 'memory') return new MemoryStorage();
  const opened = await import(`nestjs-whatsapp/${kind}`);
  return kind === 'sqlite' ? opened.sqlite(address.slice('sqlite:'.length)) : opened[kind](address);
}

async function send({ count, atOnce, isKeyed }) {
  const results = [];
  let left = count;
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      sent += 1;
      const message = textMessage(sent);
      const options = isKeyed ? { idempotencyKey: `order ${process.pid} ${sent}` } : undefined;
      const { messageId, correlationId } = await service.send(message, options);
      results.push({ messageId, correlationId, to: message.to });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}

const answers = {
  send,
  cpu: () => process.cpuUsage(),
  reset: () => waits.reset(),
  waits: () => ({ inARow: waits.inARow, calls: waits.calls }),
  close: () => app.close(),
};

async function answer({ what, ...question }) {
  process.send({ answer: (await answers[what](question)) ?? null });
}

process.on('message', (question) => void answer(question));
process.on('disconnect', () => process.exit());
process.send({ url: await app.getUrl() });
