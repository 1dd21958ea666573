import { Controller, Get, Module, Param, type ArgumentsHost, type INestApplication } from '@nestjs/common';
import { APP_FILTER, HttpAdapterHost } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Test } from '@nestjs/testing';
import { WhatsAppConfigurationError } from './configuration.error.js';
import { createGraphError } from './create-graph-error.js';
import { GraphCallFailedError } from './graph-call-failed.error.js';
import { WhatsAppInvalidMessageException } from './invalid-message.exception.js';
import { RequestNotSentError } from './request-not-sent.error.js';
import { SendCancelledError } from './send-cancelled.error.js';
import { SendOutcomeUnknownError } from './send-outcome-unknown.error.js';
import { SendRefusedError } from './send-refused.error.js';
import { UnknownAccountError } from './unknown-account.error.js';
import { WhatsAppValidationError } from './validation.error.js';
import { WhatsAppError } from './whatsapp-error.js';
import { WhatsAppExceptionFilter } from './whatsapp-exception.filter.js';

/** An error of a feature above this one. */
class FeatureError extends WhatsAppError {
  readonly code = 'FEATURE';
}

function graphError(code: number, headers: Readonly<Record<string, string>> = {}): Error | undefined {
  const error = {
    code,
    message: 'From Meta',
    fbtrace_id: 'Atrace',
    error_data: { details: 'Because' },
    secret: 'raw-part',
  };
  return createGraphError({ status: 400, headers, body: { error } });
}

const THROWN: Readonly<Record<string, () => unknown>> = {
  validation: () =>
    new WhatsAppValidationError([{ path: 'text.body', message: 'is required: write a text' }]),
  pipe: () =>
    new WhatsAppInvalidMessageException(
      new WhatsAppValidationError([{ path: 'text.body', message: 'is required: write a text' }]),
    ),
  configuration: () => new WhatsAppConfigurationError(['accessToken is missing']),
  window: () => graphError(131047),
  authentication: () => graphError(190),
  proof: () =>
    createGraphError({
      status: 400,
      headers: {},
      body: { error: { code: 100, message: 'Invalid appsecret_proof provided in the API argument' } },
    }),
  transient: () => graphError(2),
  throttling: () => graphError(130429, { 'retry-after': '2.5' }),
  pair: () => graphError(131056),
  unknown: () => new SendOutcomeUnknownError('reset', { correlationId: 'c-1' }),
  notSent: () => new RequestNotSentError('dns'),
  cancelled: () => new SendCancelledError(),
  failed: () => new GraphCallFailedError('reset'),
  refused: () => new SendRefusedError('consent', 'the user has opted out', { advice: 'Ask for consent.' }),
  account: () => new UnknownAccountError('tenant-x', ['default', 'customer-acme']),
  feature: () => new FeatureError('a part failed', { cause: graphError(131047) }),
  other: () => new TypeError('not ours'),
};

@Controller()
class ThrowingController {
  @Get(':what')
  fail(@Param('what') what: string): never {
    throw THROWN[what]?.();
  }
}

@Module({
  controllers: [ThrowingController],
  providers: [{ provide: APP_FILTER, useClass: WhatsAppExceptionFilter }],
})
class ThrowingModule {}

describe.each([
  ['Express', () => new ExpressAdapter()],
  ['Fastify', () => new FastifyAdapter()],
])('WhatsAppExceptionFilter on %s', (_name, adapter) => {
  let app: INestApplication;
  let url: string;

  beforeAll(async () => {
    const testing = await Test.createTestingModule({ imports: [ThrowingModule] }).compile();
    app = testing.createNestApplication(adapter(), { logger: false });
    await app.listen(0, '127.0.0.1');
    url = await app.getUrl();
  });

  afterAll(async () => {
    await app.close();
  });

  async function get(what: string): Promise<{ status: number; headers: Headers; body: unknown }> {
    const response = await fetch(`${url}/${what}`);
    return { status: response.status, headers: response.headers, body: await response.json() };
  }

  it.each(['validation', 'pipe'])(
    'answers 400 with the path of each field that is not valid: %s',
    async (what) => {
      const { status, body } = await get(what);
      expect(status).toBe(400);
      expect(body).toEqual({
        statusCode: 400,
        error: 'Bad Request',
        errorCode: 'WHATSAPP_VALIDATION',
        message: 'The message is not valid: text.body: is required: write a text',
        advice: 'Correct the fields named in `errors` and send again.',
        errors: [{ path: 'text.body', message: 'is required: write a text' }],
      });
    },
  );

  it("answers with Meta's code, trace and details, and nothing else of its answer", async () => {
    const { status, body } = await get('window');
    expect(status).toBe(422);
    expect(body).toMatchObject({
      statusCode: 422,
      error: 'Unprocessable Entity',
      errorCode: 'WHATSAPP_GRAPH_WINDOW',
      advice: 'The user wrote more than 24 hours ago: send a template.',
      graph: {
        code: 131047,
        title: 'The customer service window is closed',
        details: 'Because',
        fbtraceId: 'Atrace',
      },
    });
    expect(JSON.stringify(body)).not.toContain('raw-part');
  });

  it('answers 429 with Retry-After in whole seconds where Meta told it', async () => {
    const known = await get('throttling');
    expect(known.status).toBe(429);
    expect(known.headers.get('retry-after')).toBe('3');
    const unknown = await get('pair');
    expect(unknown.status).toBe(429);
    expect(unknown.headers.get('retry-after')).toBeNull();
  });

  it('tells who has to look for a message of unknown outcome by what', async () => {
    expect(await get('unknown')).toMatchObject({ status: 502, body: { correlationId: 'c-1' } });
  });

  it('names the policy that refused', async () => {
    expect(await get('refused')).toMatchObject({
      status: 409,
      body: { policy: 'consent', reason: 'the user has opted out', advice: 'Ask for consent.' },
    });
  });

  it.each([
    ['authentication', 503],
    ['proof', 503],
    ['transient', 503],
    ['notSent', 503],
    ['cancelled', 503],
    ['failed', 502],
    ['configuration', 500],
    ['feature', 422],
    ['other', 500],
  ])('answers %s with %d', async (what, status) => {
    expect(await get(what)).toMatchObject({ status, body: { statusCode: status } });
  });

  it('keeps what is wrong with the configuration from the client', async () => {
    const { body } = await get('configuration');
    expect(JSON.stringify(body)).not.toContain('accessToken');
  });

  it('answers 404 for an account that nobody knows, and names no other', async () => {
    const { status, body } = await get('account');
    expect(status).toBe(404);
    expect(body).toMatchObject({
      errorCode: 'WHATSAPP_UNKNOWN_ACCOUNT',
      message: 'No WhatsApp account is named "tenant-x"',
    });
    expect(JSON.stringify(body)).not.toMatch(/customer-acme|default|resolver/i);
  });

  it('leaves contexts other than HTTP to the next filter', () => {
    const filter = new WhatsAppExceptionFilter(app.get(HttpAdapterHost));
    const error = new SendCancelledError();
    const host = { getType: () => 'rpc' } as ArgumentsHost;
    expect(() => filter.catch(error, host)).toThrow(error);
  });
});
