import { Logger, type LoggerService, type Provider } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ConsentStore, UserAliases, WhatsAppModule, WhatsAppStorage, WindowStore } from 'nestjs-whatsapp';

const ports = [ConsentStore, UserAliases, WhatsAppStorage, WindowStore];

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

  it('is one line in production, with every port that is not replaced', async () => {
    const [line, ...others] = await linesOf('production');
    for (const port of ports) {
      expect(line).toContain(port === WhatsAppStorage ? '(the option storage)' : `(${port.name})`);
    }
    expect(line).toContain('forRoot({ providers })');
    expect(others).toEqual([]);
  });

  it('leaves out what is replaced, and is not there where everything is', async () => {
    const provided = (port: (typeof ports)[number]): Provider => ({ provide: port, useFactory: emptyStore });
    const [line] = await linesOf('production', [WhatsAppStorage, WindowStore].map(provided));
    expect(line).not.toMatch(/option storage|WindowStore/);
    expect(line).toContain('ConsentStore');
    warn.mockClear();
    expect(await linesOf('production', ports.map(provided))).toEqual([]);
  });

  it.each(['development', 'test', ''])('is not there where NODE_ENV is %p', async (nodeEnv) => {
    expect(await linesOf(nodeEnv)).toEqual([]);
  });
});
