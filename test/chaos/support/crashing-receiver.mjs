/*
 * Receives webhooks with the library as built, and prints a line for each message that its handler has done. Run by
 * `killed-receiver.spec.ts` as a process of its own, which is killed in the midst of it.
 */
import { setImmediate } from 'node:timers/promises';
import { NestFactory } from '@nestjs/core';
import { InboundHandlerRegistry } from 'nestjs-whatsapp/extending';
import { WhatsAppModule } from 'nestjs-whatsapp';
import { printAtOnce } from './print-at-once.mjs';

const { PORT, APP_SECRET, VERIFY_TOKEN, PHONE_NUMBER_ID } = process.env;

const app = await NestFactory.create(
  WhatsAppModule.forRoot({
    phoneNumberId: PHONE_NUMBER_ID,
    accessToken: 'none',
    appSecret: APP_SECRET,
    verifyToken: VERIFY_TOKEN,
  }),
  { logger: ['error'] },
);
app.get(InboundHandlerRegistry).add({
  id: 'receiver',
  matches: ({ kind }) => kind === 'message',
  async handle({ message }) {
    // Whatever a handler waits for: the process may be killed here.
    for (let turn = 0; turn < 10; turn += 1) await setImmediate();
    printAtOnce(`done ${message.id}`);
  },
});
await app.listen(Number(PORT), '127.0.0.1');
printAtOnce('listening');
