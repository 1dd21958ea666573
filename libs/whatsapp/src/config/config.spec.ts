import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { ConfigModule } from '@nestjs/config';
import { Test } from '@nestjs/testing';
import { WhatsAppConfigurationError } from '../errors/configuration.error.js';
import { hideOptionSecrets } from './hide-option-secrets.js';
import { optionsFromEnvironment } from './options-from-environment.js';
import type { ResolveOptionsContext } from './resolve-options-context.js';
import { resolveAccount, resolveOptions } from './resolve-options.js';
import type { WhatsAppModuleOptions } from './dto/whatsapp-options.js';
import { whatsappConfig } from './whatsapp.config.js';

const account = { phoneNumberId: '106540352242922', accessToken: 'EAAJB-first' };
const other = { phoneNumberId: '106540352242923', accessToken: 'EAAJB-second' };

function failure(call: () => unknown): WhatsAppConfigurationError {
  try {
    call();
  } catch (error) {
    if (error instanceof WhatsAppConfigurationError) return error;
    throw error;
  }
  throw new Error('The options were accepted.');
}

function problemsOf(options: unknown, context?: ResolveOptionsContext): readonly string[] {
  return failure(() => resolveOptions(options, context)).problems;
}

describe('resolveOptions', () => {
  it('takes `undefined` for left out', () => {
    const options = resolveOptions({
      ...account,
      appSecret: undefined,
      graph: { version: undefined },
      retry: undefined,
    });
    expect(options.graph.version).toBe('v24.0');
    expect(options.appSecrets).toEqual([]);
  });

  it('makes the short form the account `default`', () => {
    const options = resolveOptions({
      ...account,
      businessAccountId: '102290129340398',
      appSecret: ['new', 'old'],
    });
    expect([...options.accounts.keys()]).toEqual(['default']);
    expect({ ...options.accounts.get('default') }).toEqual({
      name: 'default',
      phoneNumberId: '106540352242922',
      businessAccountId: '102290129340398',
      accessToken: 'EAAJB-first',
      appSecrets: ['new', 'old'],
    });
  });

  it('keeps several accounts by name; one app secret may serve them all', () => {
    const { accounts } = resolveOptions({
      appSecret: 'shared',
      accounts: { sales: account, support: { ...other, appSecret: 'own' } },
    });
    expect(accounts.get('sales')?.appSecrets).toEqual(['shared']);
    expect(accounts.get('support')?.appSecrets).toEqual(['own']);
  });

  it('answers with frozen options and leaves those it was given alone', () => {
    const given = {
      ...account,
      graph: { baseUrl: 'http://127.0.0.1:4004/' },
      templates: [template('a', -1)],
    };
    const copy = structuredClone(given);
    const options = resolveOptions(given);
    expect(given).toEqual(copy);
    expect(options.graph.baseUrl).toBe('http://127.0.0.1:4004');
    expect(options.templates[0]?.ttlSeconds).toBe(2_592_000);
    for (const part of [
      options,
      options.graph,
      options.retry,
      options.templates,
      options.accounts.get('default'),
    ]) {
      expect(Object.isFrozen(part)).toBe(true);
    }
  });

  it('lists every problem at once, each with its path', () => {
    expect(
      problemsOf({
        phoneNumberId: 106540352242922,
        accessToken: 'two words',
        businessAccountId: '',
        appSecret: [],
        verifyToken: '',
        graph: {
          version: '24',
          baseUrl: 'graph.facebook.com',
          connectTimeoutMs: 0,
          maxConnections: 1.5,
          axios: [],
        },
        retry: { maxAttempts: 0, baseDelayMs: 1000, maxDelayMs: 10 },
        recipients: { numbersWithoutPlus: 'guess', defaultCountry: 'in' },
        messages: { maxBodyBytes: null },
        templates: [template('', 5), 'order'],
      }).map((problem) => problem.split(':')[0]),
    ).toEqual([
      'appSecret',
      'verifyToken',
      'phoneNumberId',
      'accessToken',
      'businessAccountId',
      'graph.version',
      'graph.baseUrl',
      'graph.connectTimeoutMs',
      'graph.maxConnections',
      'graph.axios',
      'retry.maxAttempts',
      'retry.maxDelayMs',
      'recipients.numbersWithoutPlus',
      'recipients.defaultCountry',
      'messages.maxBodyBytes',
      'templates[0].name',
      'templates[0].ttlSeconds',
      'templates[1]',
    ]);
  });

  it('refuses a base URL that has the version, which would stand there twice', () => {
    for (const baseUrl of ['https://graph.facebook.com/v24.0', 'https://proxy.example/meta/v24.0/']) {
      expect(problemsOf(at(baseUrl))).toEqual([
        expect.stringMatching(/^graph\.baseUrl: .*without the version.*`graph\.version`/),
      ]);
    }
    expect(resolveOptions(at('https://proxy.example/meta')).graph.baseUrl).toBe('https://proxy.example/meta');
  });

  it('refuses templates that no send can mean, that say two things, or that live as long as Meta lets none', () => {
    const templates = [
      { name: 'Spring Sale!', category: 'marketing' },
      { name: 'order', category: 'utility' },
      { name: 'order', language: 'en_US', category: 'utility' },
      { name: 'order', category: 'marketing' },
      { name: 'order', language: 'en_US', category: 'utility' },
      { name: 'a', category: 'authentication', ttlSeconds: 2_000_000 },
      { name: 'b', category: 'utility', ttlSeconds: 43_201 },
      { name: 'c', category: 'marketing', ttlSeconds: 60 },
      { name: 'd', category: 'authentication', ttlSeconds: 900 },
      { name: 'e', category: 'utility', ttlSeconds: 30 },
      { name: 'f', category: 'marketing', ttlSeconds: 43_200 },
      { name: 'g', category: 'authentication', ttlSeconds: -1 },
    ];
    expect(problemsOf({ ...account, templates })).toEqual([
      'templates[0].name: expected 1 to 512 small letters, digits and underscores',
      'templates[5].ttlSeconds: expected 30 to 900 seconds for authentication, or -1 for 30 days, found a number',
      'templates[6].ttlSeconds: expected 30 to 43200 seconds for utility, or -1 for 30 days, found a number',
      'templates[7].ttlSeconds: expected 43200 to 2592000 seconds for marketing, or -1 for 30 days, found a number',
      'templates[3]: the same name and language as templates[1]',
      'templates[4]: the same name and language as templates[2]',
    ]);
  });

  it('refuses to forget messages before they can be dropped', () => {
    expect(problemsOf({ ...account, delivery: { keepDays: 30, dropBufferMs: 86_400_001 } })).toEqual([
      expect.stringMatching(/^delivery\.keepDays: expected at least 31 days/),
      expect.stringMatching(
        /^delivery\.dropBufferMs: expected a whole number of milliseconds from 0 to 86400000/,
      ),
    ]);
    expect(
      resolveOptions({ ...account, delivery: { keepDays: 31, dropBufferMs: 86_400_000 } }).delivery,
    ).toMatchObject({ keepDays: 31 });
  });

  it('refuses what is no object at all', () => {
    for (const section of [null, 'text', [], 7]) {
      expect(problemsOf({ ...account, retry: section })).toEqual([
        expect.stringContaining('retry: expected an object'),
      ]);
      expect(problemsOf({ accounts: section })).toEqual([
        expect.stringContaining('accounts: expected an object'),
      ]);
      expect(problemsOf({ accounts: { sales: section } })).toContainEqual(
        expect.stringContaining('accounts.sales: expected an object'),
      );
      expect(problemsOf(section)[0]).toContain('expected an object');
    }
    expect(problemsOf({ ...account, templates: {} })).toEqual([
      'templates: expected a list of template definitions',
    ]);
  });

  it('refuses unknown keys on every level and says what was probably meant', () => {
    expect(
      problemsOf({
        ...account,
        phone_number_id: '1',
        whatever: true,
        graph: { timeout: 5, baseURL: 'https://graph.facebook.com' },
        retry: { maxAttemps: 3, max: 1 },
        media: { maxDownload: 5 },
        templates: [{ ...template('a', 60), catgory: 'utility' }],
      }),
    ).toEqual([
      'phone_number_id: no such option; did you mean "phoneNumberId"?',
      'whatever: no such option',
      'graph.timeout: no such option',
      'graph.baseURL: no such option; did you mean "baseUrl"?',
      'retry.maxAttemps: no such option; did you mean "maxAttempts"?',
      'retry.max: no such option',
      'media.maxDownload: no such option; did you mean "maxDownloadBytes"?',
      'templates[0].catgory: no such option; did you mean "category"?',
    ]);
    expect(problemsOf({ accounts: { sales: { ...account, apSecret: 'x' } } })).toEqual([
      'accounts.sales.apSecret: no such option; did you mean "appSecret"?',
    ]);
    const poisoned: unknown = JSON.parse('{"phoneNumberId":"1","accessToken":"t","__proto__":{"graph":{}}}');
    expect(problemsOf(poisoned)).toEqual(['__proto__: no such option']);
  });

  it('tells a phone number from the id that is wanted', () => {
    expect(problemsOf({ ...account, phoneNumberId: '+16505551234' })[0]).toContain('not the number itself');
  });

  it('wants the short form or `accounts`, one of them, unless tenants come from a resolver', () => {
    expect(problemsOf({ ...account, accounts: { sales: other } })).toEqual([
      'phoneNumberId: not together with `accounts`: move it into the account that it belongs to',
      'accessToken: not together with `accounts`: move it into the account that it belongs to',
    ]);
    expect(problemsOf({})).toEqual([expect.stringContaining('no account')]);
    expect(problemsOf({ accounts: {} })).toEqual(['accounts: expected at least one account']);
    for (const options of [{}, { accounts: {} }, { appSecret: 'shared' }]) {
      expect(resolveOptions(options, { accountResolver: true }).accounts.size).toBe(0);
    }
  });

  it('wants a token for each account unless a provider has them', () => {
    expect(problemsOf({ phoneNumberId: '1' })).toEqual([expect.stringMatching(/^accessToken: missing/)]);
    expect(problemsOf({ accounts: { sales: { phoneNumberId: '1' } } })).toEqual([
      expect.stringMatching(/^accounts\.sales\.accessToken: missing/),
    ]);
    expect(resolveOptions({ phoneNumberId: '1' }, { accessTokenProvider: true }).accounts.size).toBe(1);
  });

  it('wants each account to have a name and a phone number of its own', () => {
    expect(problemsOf({ accounts: { ' ': account } })).toEqual([
      expect.stringContaining('found an empty one'),
    ]);
    expect(problemsOf({ accounts: { sales: account, support: account } })).toEqual([
      'accounts.support.phoneNumberId: the same as accounts.sales.phoneNumberId',
    ]);
  });

  it('checks the declared account names against the accounts', () => {
    const accounts = { default: account, sales: other };
    expect(problemsOf({ accounts }, { accountNames: ['support'] })).toEqual([
      'accounts.support: missing, although `accountNames` declares it',
      'accounts.sales: not declared in `accountNames`: add it there',
    ]);
    expect(resolveOptions({ accounts }, { accountNames: ['sales'] }).accounts.size).toBe(2);
    expect(resolveOptions({ accounts }, { accountNames: [] }).accounts.size).toBe(2);
  });

  it('sends tokens in the clear to this machine only, unless told so', () => {
    for (const local of [
      'http://127.0.0.1:4004',
      'http://localhost',
      'http://[::1]:80',
      'http://wa.localhost/graph',
    ]) {
      expect(resolveOptions(at(local)).graph.baseUrl).toBe(local);
    }
    for (const remote of [
      'http://simulator:4004',
      'http://127.0.0.1.example.com',
      'http://localhost.example.com',
    ]) {
      expect(problemsOf(at(remote))).toEqual([expect.stringContaining('graph.allowInsecureHttp')]);
      expect(resolveOptions(at(remote, true)).graph.baseUrl).toBe(remote);
    }
    for (const wrong of [
      'ftp://graph.facebook.com',
      'https://u:p@graph.facebook.com',
      'https://graph.facebook.com?a=b',
    ]) {
      expect(problemsOf(at(wrong))).toEqual([expect.stringMatching(/^graph\.baseUrl: expected an https/)]);
    }
  });

  it('reads a number without + in one way only', () => {
    expect(
      problemsOf({ ...account, recipients: { numbersWithoutPlus: 'international', defaultCountry: 'IN' } }),
    ).toEqual([expect.stringMatching(/^recipients\.defaultCountry: not together/)]);
    expect(
      resolveOptions({ ...account, recipients: { defaultCountry: 'IN' } }).recipients.defaultCountry,
    ).toBe('IN');
  });

  it('hands the options of axios on as they are', () => {
    const axios = { proxy: false as const, headers: { 'x-team': 'a' } };
    expect(resolveOptions({ ...account, graph: { axios } }).graph.axios).toBe(axios);
  });

  it('never shows a secret: not in an error, a log or JSON', () => {
    const secrets = ['s3cret-token with space', 's3cret-app secret', 's3cret-verify', 's3cret-proxy'];
    const [accessToken, appSecret, verifyToken, password] = secrets;
    const error = failure(() =>
      resolveOptions({
        phoneNumberId: 'x',
        accessToken,
        appSecret,
        verifyToken: [verifyToken],
        accesToken: accessToken,
      }),
    );
    expect(error.problems).toHaveLength(5);
    expect(inspect(error) + JSON.stringify(error)).not.toContain('s3cret');

    const options = resolveOptions({
      phoneNumberId: '1',
      accessToken: 's3cret-token',
      appSecret: ['s3cret-app'],
      verifyToken,
      graph: {
        axios: { proxy: { host: 'proxy', port: 1, auth: { username: 'u', password: password ?? '' } } },
      },
    });
    const shown = [options, { ...options }.accounts, options.accounts.get('default'), options.graph].map(
      (part) => inspect(part, { depth: 9 }) + JSON.stringify(part),
    );
    expect(shown.join()).not.toContain('s3cret');
    expect(shown.join()).toContain('[hidden]');
    // Not to a logger with an inspection of its own either, and frozen all the same.
    expect(inspect(options, { depth: 9, customInspect: false })).not.toContain('s3cret');
    expect(() => Object.assign(options, { verifyToken: 'another' })).toThrow(TypeError);
  });
});

describe('resolveAccount', () => {
  it('checks what was found for a tenant, and names the tenant', () => {
    expect({ ...resolveAccount(account, 'acme', { appSecrets: ['shared'], appId: '7' }) }).toMatchObject({
      name: 'acme',
      appSecrets: ['shared'],
    });
    expect(failure(() => resolveAccount({ phoneNumberId: '+1', token: 's3cret' }, 'acme')).problems).toEqual([
      'tenant "acme".token: no such option',
      expect.stringMatching(/^tenant "acme"\.phoneNumberId: expected the id/),
    ]);
  });
});

describe('hideOptionSecrets', () => {
  it('is what the original is, for the checks too', () => {
    class Options {
      readonly #token = 's3cret-token';
      readonly phoneNumberId = '1';

      get accessToken(): string {
        return this.#token;
      }
    }
    const options: WhatsAppModuleOptions = new Options();
    const hidden = hideOptionSecrets(options);
    expect({ ...hidden }).toEqual({ phoneNumberId: '1', accessToken: 's3cret-token' });
    expect(inspect(hidden)).toContain("accessToken: '[hidden]'");
    expect(Object.assign(hidden, { accessToken: 'another' }).accessToken).toBe('another');
    for (const wrong of [
      undefined,
      null,
      'options',
      [account],
      { accounts: [account] },
      { graph: 'x' },
      {},
    ]) {
      const message = failure(() => resolveOptions(wrong)).problems;
      expect(failure(() => resolveOptions(hideOptionSecrets(wrong))).problems).toEqual(message);
    }
  });
});

describe('optionsFromEnvironment', () => {
  it('reads every variable', () => {
    expect(
      optionsFromEnvironment({
        WHATSAPP_PHONE_NUMBER_ID: ' 106540352242922\n',
        WHATSAPP_ACCESS_TOKEN: 'token',
        WHATSAPP_BUSINESS_ACCOUNT_ID: '102290129340398',
        WHATSAPP_APP_ID: '670843887433847',
        WHATSAPP_APP_SECRET: 'new, old,',
        WHATSAPP_VERIFY_TOKEN: 'verify',
        WHATSAPP_GRAPH_VERSION: 'v25.0',
        WHATSAPP_BASE_URL: 'http://127.0.0.1:4004',
        WHATSAPP_ALLOW_INSECURE_HTTP: 'false',
        WHATSAPP_CONNECT_TIMEOUT_MS: '1',
        WHATSAPP_HEADERS_TIMEOUT_MS: '2',
        WHATSAPP_BODY_TIMEOUT_MS: '3',
        WHATSAPP_MAX_CONNECTIONS: '4',
        WHATSAPP_RETRY_MAX_ATTEMPTS: '5',
        WHATSAPP_RETRY_MAX_TOTAL_MS: '6',
        WHATSAPP_RETRY_BASE_DELAY_MS: '7',
        WHATSAPP_RETRY_MAX_DELAY_MS: '8',
        WHATSAPP_RETRY_ON_UNKNOWN_ERRORS: 'unknown',
        WHATSAPP_NUMBERS_WITHOUT_PLUS: 'refuse',
        WHATSAPP_DEFAULT_COUNTRY: 'IN',
        WHATSAPP_MAX_BODY_BYTES: '2048',
        WHATSAPP_CALLBACK_DATA: 'raw',
        WHATSAPP_ENFORCE_THROUGHPUT: 'false',
        WHATSAPP_MESSAGES_PER_SECOND: '20',
        WHATSAPP_SOMETHING_ELSE: 'ignored',
      }),
    ).toEqual({
      phoneNumberId: '106540352242922',
      accessToken: 'token',
      businessAccountId: '102290129340398',
      appId: '670843887433847',
      appSecret: ['new', 'old'],
      verifyToken: 'verify',
      graph: {
        version: 'v25.0',
        baseUrl: 'http://127.0.0.1:4004',
        allowInsecureHttp: false,
        connectTimeoutMs: 1,
        headersTimeoutMs: 2,
        bodyTimeoutMs: 3,
        maxConnections: 4,
      },
      retry: { maxAttempts: 5, maxTotalMs: 6, baseDelayMs: 7, maxDelayMs: 8, onUnknownErrors: 'unknown' },
      recipients: { numbersWithoutPlus: 'refuse', defaultCountry: 'IN' },
      messages: { maxBodyBytes: 2048, callbackData: 'raw' },
      throughput: { enforce: false, messagesPerSecond: 20 },
    });
  });

  it('takes an empty variable for unset, so that the defaults hold', () => {
    const options = optionsFromEnvironment({
      WHATSAPP_PHONE_NUMBER_ID: '1',
      WHATSAPP_ACCESS_TOKEN: 't',
      WHATSAPP_APP_SECRET: ' , ',
      WHATSAPP_BASE_URL: '',
      WHATSAPP_MAX_CONNECTIONS: ' ',
    });
    expect(resolveOptions(options)).toEqual(resolveOptions({ phoneNumberId: '1', accessToken: 't' }));
  });

  it('names every variable that it cannot read, without its value', () => {
    const error = failure(() =>
      optionsFromEnvironment({
        WHATSAPP_MAX_CONNECTIONS: 's3cret',
        WHATSAPP_RETRY_MAX_ATTEMPTS: '1e3',
        WHATSAPP_NUMBERS_WITHOUT_PLUS: 'yes',
        WHATSAPP_ALLOW_INSECURE_HTTP: '1',
      }),
    );
    expect(error.problems).toEqual([
      'WHATSAPP_ALLOW_INSECURE_HTTP: expected true or false',
      'WHATSAPP_MAX_CONNECTIONS: expected a whole number, digits only',
      'WHATSAPP_RETRY_MAX_ATTEMPTS: expected a whole number, digits only',
      'WHATSAPP_NUMBERS_WITHOUT_PLUS: expected refuse or international',
    ]);
    expect(inspect(error)).not.toContain('s3cret');
  });
});

describe('whatsappConfig', () => {
  it('is what a module can be configured from', async () => {
    const { imports, inject, useFactory } = whatsappConfig.asProvider();
    const module = await Test.createTestingModule({
      imports: [ConfigModule.forRoot({ ignoreEnvFile: true }), ...imports],
      providers: [{ provide: 'OPTIONS', useFactory, inject }],
    }).compile();
    expect(module.get('OPTIONS')).toHaveProperty('graph');
    await module.close();
  });
});

function template(name: string, ttlSeconds: number) {
  return { name, category: 'utility' as const, ttlSeconds };
}

function at(baseUrl: string, allowInsecureHttp?: boolean) {
  return { ...account, graph: { baseUrl, allowInsecureHttp } };
}

describe('The options of throughput', () => {
  const throughputProblemsOf = (throughput: object): readonly string[] =>
    failure(() => resolveOptions({ phoneNumberId: '1', accessToken: 't', throughput })).problems;

  it('name what is wrong with a rate', () => {
    expect(throughputProblemsOf({ messagesPerSecond: 0 })).toEqual([
      'throughput.messagesPerSecond: expected at least 1 message a second, found a number',
    ]);
    expect(throughputProblemsOf({ numbers: { '+16505551234': 80 } })[0]).toContain('by phone number id');
    expect(throughputProblemsOf({ numbers: { '1': 0.5 } })).toHaveLength(1);
  });
});
