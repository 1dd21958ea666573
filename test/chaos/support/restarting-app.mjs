/*
 * Sends and receives with the library as built, over a storage that outlives it. Run by `restart.spec.ts` as a process of its own, which
 * is killed and started again: it loads while the one before it still runs, and begins when that is gone. It answers each message with
 * "answer to" and its id, but one that says "hold" only where its environment or SIGUSR2 tells it to, and prints what it does; over HTTP
 * it is asked to send, and what it knows.
 */
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, createParamDecorator } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  WhatsAppWindowsService,
  WhatsAppDeliveryService,
  OnWhatsAppMessage,
  SendOutcomeUnknownError,
  WaMessage,
  WaReply,
  WhatsAppConsentService,
  WhatsAppExecutionContext,
  WhatsAppMessagesService,
  WhatsAppModule,
  WhatsAppSequencesService,
  WhatsAppUsersService,
} from 'nestjs-whatsapp';
import { printAtOnce } from './print-at-once.mjs';

const { STORAGE, HOLDS, PORT, BASE_URL, ACCESS_TOKEN, APP_SECRET, VERIFY_TOKEN, PHONE_NUMBER_ID } =
  process.env;

const WaAttempt = createParamDecorator((_field, context) => WhatsAppExecutionContext.create(context).attempt);

class AnswerHandlers {
  async answer(message, attempt, reply) {
    printAtOnce(`run ${message.id} ${attempt}`);
    if (message.text.body === 'hold' && HOLDS) await once(process, 'SIGUSR2');
    const told = await outcomeOf(() => reply.text(`answer to ${message.id}`));
    printAtOnce(`reply ${message.id} ${told.state} ${told.correlationId}`);
  }
}
decorate(AnswerHandlers, 'answer', OnWhatsAppMessage('text'), [WaMessage(), WaAttempt(), WaReply()]);

while (await isTaken(Number(PORT))) await sleep(10);
const app = await NestFactory.create(
  WhatsAppModule.forRoot({
    phoneNumberId: PHONE_NUMBER_ID,
    accessToken: ACCESS_TOKEN,
    appSecret: APP_SECRET,
    verifyToken: VERIFY_TOKEN,
    graph: { baseUrl: BASE_URL },
    retry: { maxAttempts: 1 },
    storage: await storageOf(STORAGE),
    throughput: { enforce: false },
    consent: { keywords: true },
    delivery: { unresolvedAfterMs: 2000 },
    // Killed in the midst of it ten times, a handler is not to be given up.
    webhooks: { leaseMs: 3000, maxAttempts: 20 },
    providers: [AnswerHandlers],
  }),
  { logger: ['error'], bodyParser: false },
);
const messages = app.get(WhatsAppMessagesService);
const tracker = app.get(WhatsAppDeliveryService);
const sequences = app.get(WhatsAppSequencesService);
const users = app.get(WhatsAppUsersService);
const windows = app.get(WhatsAppWindowsService);
const consent = app.get(WhatsAppConsentService);

/** What its parent may ask, by path. */
const answers = {
  '/send': ({ key, to }) => outcomeOf(() => messages.sendText(to, `send ${key}`, { idempotencyKey: key })),
  '/sequence': async ({ to, texts }) => {
    const sequence = sequences.sequence(to, { advanceOn: 'sent', onFailure: 'continue' });
    for (const text of texts) sequence.add(text);
    const { id } = await sequence.start();
    return id;
  },
  '/progress': ({ id }) => sequences.get(id),
  '/deliveries': ({ correlationIds }) =>
    Promise.all(correlationIds.map((id) => tracker.getByCorrelationId(id))),
  '/users': ({ phones }) =>
    Promise.all(
      phones.map(async (phone) => {
        const [{ userId }, window, { optedOut }] = await Promise.all([
          users.find(phone),
          windows.state(phone),
          consent.status(phone),
        ]);
        return { userId, window, optedOut };
      }),
    ),
};

app.use(async (request, response, next) => {
  const answer = answers[request.path];
  if (!answer) {
    next();
    return;
  }
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  try {
    response.json((await answer(JSON.parse(Buffer.concat(chunks).toString()))) ?? null);
  } catch (error) {
    response.status(500).json(String(error?.stack));
  }
});
await app.listen(Number(PORT), '127.0.0.1');
printAtOnce('listening');

async function isTaken(port) {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

async function storageOf(address) {
  const [scheme, path] = /^(\w+):(.*)/.exec(address).slice(1);
  const adapter = await import(`nestjs-whatsapp/${scheme}`);
  return adapter[scheme](scheme === 'sqlite' ? path : address);
}

async function outcomeOf(send) {
  try {
    const { messageId, correlationId } = await send();
    return { state: 'accepted', messageId, correlationId };
  } catch (error) {
    if (!(error instanceof SendOutcomeUnknownError)) throw error;
    return { state: 'unknown', correlationId: error.correlationId };
  }
}

/** As a compiler does it: this file is run as it is. */
function decorate(target, method, decorator, parameters) {
  Injectable()(target);
  for (const [index, parameter] of parameters.entries()) parameter(target.prototype, method, index);
  decorator(target.prototype, method, Object.getOwnPropertyDescriptor(target.prototype, method));
}
