import assert from 'node:assert/strict';
import { Controller, Injectable, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { TerminusModule } from '@nestjs/terminus';
import {
  WhatsAppConfigurationError,
  OnWhatsAppMessage,
  WaMessage,
  whatsappConfig,
  WhatsAppMessagesService,
  WhatsAppModule,
  WhatsAppValidationError,
} from 'nestjs-whatsapp';
import type { TextContent } from 'nestjs-whatsapp/dto';
import { Clock, SystemClock } from 'nestjs-whatsapp/extending';
import { WhatsAppHealthIndicator } from 'nestjs-whatsapp/health';
import type { InboundTextMessage } from 'nestjs-whatsapp/payloads';
import { postgres } from 'nestjs-whatsapp/postgres';
import { sqlite } from 'nestjs-whatsapp/sqlite';
import { signWebhook, textMessage, webhookOf } from 'nestjs-whatsapp/testing';
import { createAdapter, options } from './adapter.js';

const baseUrl = process.env['GRAPH_BASE_URL'];

@Injectable()
class Greeter {
  constructor(private readonly messages: WhatsAppMessagesService) {}

  async greet(to: string): Promise<string> {
    const { messageId } = await this.messages.sendText(to, 'Hello from outside the repository');
    return messageId;
  }
}

const received: string[] = [];

@Injectable()
class Inbox {
  @OnWhatsAppMessage('text')
  keep(@WaMessage('text') { body }: InboundTextMessage['text']): void {
    received.push(body);
  }
}

@Controller('greetings')
class GreetingsController {
  constructor(private readonly greeter: Greeter) {}

  @Post()
  async create(): Promise<{ messageId: string }> {
    return { messageId: await this.greeter.greet('+16505551234') };
  }
}

@Module({
  imports: [
    WhatsAppModule.forRoot({
      phoneNumberId: '106540352242922',
      accessToken: 'a-token-of-the-packaging-test',
      appSecret: 'a-secret-of-the-packaging-test',
      graph: { baseUrl: String(baseUrl) },
      storage: sqlite(':memory:'),
    }),
    TerminusModule,
  ],
  controllers: [GreetingsController],
  providers: [Greeter, Inbox, WhatsAppHealthIndicator],
})
class AppModule {}

@Module({ imports: [WhatsAppModule.forRootAsync(whatsappConfig.asProvider())] })
class ConfiguredByEnvironmentModule {}

@Module({ imports: [WhatsAppModule.forRoot({ phoneNumberId: '', accessToken: '' })] })
class MisconfiguredModule {}

async function main(): Promise<void> {
  const app = await NestFactory.create(AppModule, createAdapter(), { ...options, logger: ['error', 'warn'] });
  await app.listen(0, '127.0.0.1');
  const response = await fetch(`${await app.getUrl()}/greetings`, { method: 'POST' });
  assert.equal(response.status, 201);
  assert.deepEqual(await response.json(), { messageId: 'wamid.PACKAGING' });

  // Larger than what either platform takes by default.
  const body = JSON.stringify(webhookOf(textMessage('ü'.repeat(1024 * 1024))));
  const webhook = await fetch(`${await app.getUrl()}/webhooks/whatsapp`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'x-hub-signature-256': signWebhook(body, 'a-secret-of-the-packaging-test'),
    },
  });
  assert.equal(webhook.status, 200);
  assert.deepEqual(
    received.map(({ length }) => length),
    [1024 * 1024],
  );

  assert.equal(app.get(Clock) instanceof SystemClock, true);
  const text: TextContent = { body: '' };
  const messages = app.get(WhatsAppMessagesService);
  await assert.rejects(
    messages.send({ to: '+16505551234', type: 'text', text }),
    (error) =>
      error instanceof WhatsAppValidationError && error.issues.some(({ path }) => path === 'text.body'),
  );

  const health = await app.get(WhatsAppHealthIndicator).check('whatsapp');
  assert.equal(health['whatsapp']?.status, 'up');
  await app.close();

  const configured = await NestFactory.createApplicationContext(ConfiguredByEnvironmentModule, {
    logger: false,
  });
  await configured.get(WhatsAppMessagesService).sendText('+16505551234', 'Configured by the environment');
  await configured.close();

  await assert.rejects(
    NestFactory.createApplicationContext(MisconfiguredModule, { logger: false, abortOnError: false }),
    WhatsAppConfigurationError,
  );
  const storage = postgres('postgres://127.0.0.1:1/none', { waitMs: 0 });
  await assert.rejects(async () => storage.open(), /ECONNREFUSED/);
  await storage.close();
  process.stdout.write('consumer: all good\n');
}

void main();
