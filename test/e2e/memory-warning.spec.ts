import { Logger, type LoggerService, type Provider } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { WhatsAppModule } from 'nestjs-whatsapp';
import { WhatsAppStorage } from 'nestjs-whatsapp/extending';

/** Answers whatever it is asked with nothing. */
const emptyStore = (): object =>
  new Proxy({}, { get: (_store, name) => (name === 'then' ? undefined : () => Promise.resolve([])) });

describe('the start-up warning about what is kept in memory', () => {
  const environment = process.env['NODE_ENV'];
  let warn: jest.SpiedFunction<LoggerService['warn']>;

  beforeEach(() => {
    warn = jest.spyOn(Logger.prototype, 'warn').mockReturnValue(undefined);
  });

  afterEach(() => {
    process.env['NODE_ENV'] = environment;
    jest.restoreAllMocks();
  });

  async function linesOf(nodeEnv: string, providers: Provider[] = []): Promise<string[]> {
    process.env['NODE_ENV'] = nodeEnv;
    const module = await Test.createTestingModule({
      imports: [WhatsAppModule.forRoot({ phoneNumberId: '1001', accessToken: 'token', providers })],
    }).compile();
    await module.init();
    await module.close();
    return warn.mock.calls.map(([line]) => String(line)).filter((line) => line.includes('memory'));
  }

  it('is one line in production, which names the option', async () => {
    const [line, ...others] = await linesOf('production');
    expect(line).toMatch(/consents, service windows, .* give the option storage$/);
    expect(others).toEqual([]);
  });

  it('is not there where a storage is given that keeps its records', async () => {
    expect(await linesOf('production', [{ provide: WhatsAppStorage, useFactory: emptyStore }])).toEqual([]);
  });

  it.each(['development', 'test', ''])('is not there where NODE_ENV is %p', async (nodeEnv) => {
    expect(await linesOf(nodeEnv)).toEqual([]);
  });
});
