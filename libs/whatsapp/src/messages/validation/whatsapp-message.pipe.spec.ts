import { Body, Controller, Post, ValidationPipe, type INestApplication } from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { brokenMessages } from '../../../../../test/support/messages/broken-messages.js';
import { validMessages } from '../../../../../test/support/messages/valid-messages.js';
import { WhatsAppExceptionFilter, WhatsAppInvalidMessageException } from '../../errors/index.js';
import {
  InteractiveMessageDto,
  TemplateMessageDto,
  TextMessageDto,
  type WhatsAppMessage,
} from '../dto/index.js';
import { MessageLimits } from './message-limits.js';
import { MessageValidator } from './message-validator.js';
import { WhatsAppMessagePipe } from './whatsapp-message.pipe.js';

@Controller()
class MessagesController {
  constructor(private readonly validator: MessageValidator) {}

  @Post('any')
  any(@Body(WhatsAppMessagePipe) message: WhatsAppMessage) {
    const { type } = this.validator.validate(message);
    return { type, isFrozen: Object.isFrozen(message), message };
  }

  @Post('text')
  text(@Body() message: TextMessageDto) {
    return { isDto: message instanceof TextMessageDto, message };
  }

  @Post('interactive')
  interactive(@Body() message: InteractiveMessageDto) {
    return { message };
  }

  @Post('template')
  template(@Body() message: TemplateMessageDto) {
    return { message };
  }
}

describe.each([
  ['Express', () => new ExpressAdapter(), []],
  ['Fastify', () => new FastifyAdapter(), []],
  ['Express with the filter', () => new ExpressAdapter(), [WhatsAppExceptionFilter]],
])('on %s, with a strict ValidationPipe for the whole app', (_, adapter, filters) => {
  let app: INestApplication;

  beforeAll(async () => {
    const testing = await Test.createTestingModule({
      controllers: [MessagesController],
      providers: [
        MessageValidator,
        { provide: MessageLimits, useValue: { maxBodyBytes: 65_536 } },
        ...filters.map((useClass) => ({ provide: APP_FILTER, useClass })),
        {
          provide: APP_PIPE,
          useValue: new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true, transform: true }),
        },
      ],
    }).compile();
    app = testing.createNestApplication<NestFastifyApplication>(adapter(), { logger: false });
    await app.listen(0, '127.0.0.1');
  });

  afterAll(() => app.close());

  const post = (path: string, body: unknown) =>
    request(app.getHttpServer())
      .post(path)
      .set('content-type', 'application/json')
      .send(JSON.stringify(body));

  // Express reads 100 kB, and the limit of this app is 64 kB.
  const small = validMessages.filter(({ message }) => JSON.stringify(message).length < 30_000);
  const byName = (name: string) => validMessages.find((valid) => valid.name === name)?.message;

  it('WhatsAppMessagePipe lets every valid message through, frozen and unchanged', async () => {
    for (const { message } of small) {
      const { status, body } = await post('/any', message);
      expect({ status, body }).toEqual({
        status: 201,
        body: { type: expect.any(String), isFrozen: true, message: JSON.parse(JSON.stringify(message)) },
      });
    }
  });

  it('WhatsAppMessagePipe names the path of every field that is wrong', async () => {
    const broken = brokenMessages.filter(({ name }) =>
      /^(?:text|reply button|flow by name with everything): /.test(name),
    );
    for (const { message, path } of broken) {
      const json = printable(message);
      if (json === undefined) continue;
      const { status, body } = await request(app.getHttpServer())
        .post('/any')
        .set('content-type', 'application/json')
        .send(json);
      expect(status).toBe(400);
      expect(body).toMatchObject({
        statusCode: 400,
        error: 'Bad Request',
        errorCode: 'WHATSAPP_VALIDATION',
        advice: 'Correct the fields named in `errors` and send again.',
        errors: expect.arrayContaining([{ path, message: expect.any(String) }]),
      });
    }
  });

  it('a DTO class as the type of a body is checked by the stock pipe', async () => {
    const text = {
      to: '+16505551234',
      text: { body: 'Hello', preview_url: true },
      context: { message_id: 'wamid.1' },
    };
    expect((await post('/text', text)).body).toEqual({ isDto: true, message: text });
    expect((await post('/text', { ...text, text: [] })).body).toMatchObject({
      message: ['text.must be an object'],
    });
    expect((await post('/text', { ...text, text: { body: '', url: 1 } })).body).toMatchObject({
      message: ['text.property url should not exist', 'text.body must be a string of 1 to 4096 characters'],
    });
  });

  it('nested kinds and free data work under the stock pipe too', async () => {
    for (const name of [
      'list of ten sections with the longest texts',
      'carousel of products',
      'order status',
    ]) {
      expect((await post('/interactive', byName(name))).body).toEqual({ message: byName(name) });
    }
    const flow = byName('flow by name with everything');
    // Nest's own pipe strips `constructor` from everything that it is given; nothing else is lost.
    const stripped: unknown = JSON.parse(JSON.stringify(flow).replace('"constructor":"kept",', ''));
    expect((await post('/interactive', flow)).body).toEqual({ message: stripped });
    const carousel = byName('template with a carousel of media');
    expect((await post('/template', carousel)).body).toEqual({ message: carousel });
    for (const interactive of [
      null,
      [],
      'x',
      {},
      { type: 'constructor' },
      { type: 'button', action: { buttons: [null] } },
    ]) {
      expect((await post('/interactive', { to: '+16505551234', interactive })).status).toBe(400);
    }
  });
});

it('WhatsAppMessagePipe throws an exception of Nest with the issues, and what it was made of as its cause', () => {
  const pipe = new WhatsAppMessagePipe(new MessageValidator({ maxBodyBytes: 65_536 }));
  const transform = (): unknown => pipe.transform({ to: '+16505551234', type: 'text', text: { body: '' } });
  expect(transform).toThrow(WhatsAppInvalidMessageException);
  expect(transform).toThrow(
    expect.objectContaining({
      issues: [{ path: 'text.body', message: expect.any(String) }],
      cause: expect.objectContaining({
        code: 'WHATSAPP_VALIDATION',
        message: expect.stringMatching(/text\.body/),
      }),
      message: expect.stringMatching(/text\.body/),
    }),
  );
});

it.each([
  undefined,
  null,
  '{"to":"+16505551234"}',
  Buffer.from('{}'),
  { '{"to":"+16505551234","text":{"body":"a': 'b"}}' },
])('WhatsAppMessagePipe names the header where a body was not read as JSON: %j', (body) => {
  const pipe = new WhatsAppMessagePipe(new MessageValidator({ maxBodyBytes: 65_536 }));
  expect(() => pipe.transform(body)).toThrow('`Content-Type: application/json`');
});

function printable(message: unknown): string | undefined {
  // What JSON turns into something else, or cannot carry at all, does not come in a body.
  try {
    const json = JSON.stringify(message);
    return JSON.stringify(JSON.parse(json)) === json && !/null|constructor|__|prototype|1970-/.test(json)
      ? json
      : undefined;
  } catch {
    return undefined;
  }
}
