import { inspect } from 'node:util';
import {
  Inject,
  Injectable,
  Logger,
  Module,
  type INestApplicationContext,
  type Provider,
} from '@nestjs/common';
import { afterEach, beforeAll, afterAll, describe, expect, it, jest } from '@jest/globals';
import {
  AccessTokenProvider,
  AccountResolver,
  Clock,
  FallbackTemplates,
  GraphTransport,
  IdGenerator,
  MediaTypeDetector,
  NumberRates,
  RetryPolicy,
  SendRateLimiter,
  TemplateDefinitions,
  UndiciGraphTransport,
  WhatsAppHttpService,
  WhatsAppSendObserver,
  WhatsAppSendPolicy,
  WhatsAppStorage,
  type FailedAttempt,
  type PendingSend,
  type SendObserver,
  type SendPolicy,
  type TemplateTraits,
} from 'nestjs-whatsapp/extending';
import {
  GraphClient,
  WhatsAppOptOutError,
  SendCancelledError,
  SendRefusedError,
  WhatsAppConsentService,
  WhatsAppIntegrityError,
  WhatsAppMediaService,
  WhatsAppMessagesService,
  WhatsAppModule,
  WhatsAppRepliesService,
  WhatsAppService,
  type SendResult,
  type WhatsAppMessage,
} from 'nestjs-whatsapp';
import type { TemplateContent } from 'nestjs-whatsapp/dto';
import { FakeClock } from 'nestjs-whatsapp/testing';
import { Test } from '@nestjs/testing';
import { WhatsAppSimulator } from 'whatsapp-simulator';
import { MapServer, MapStorage } from '../../libs/whatsapp/src/storage/spec-support/map-storage.js';
import { RecordingTransport } from '../support/recording-transport.js';
import { createContext, optionsFor } from '../support/whatsapp-app.js';

const person = '+16505551234';

describe('extending the library through custom providers', () => {
  let simulator: WhatsAppSimulator;
  let context: INestApplicationContext | undefined;

  beforeAll(async () => {
    simulator = await WhatsAppSimulator.start({ accessTokens: ['second-token'] });
  });

  afterEach(async () => {
    await context?.close();
    context = undefined;
  });

  afterAll(() => simulator.stop());

  async function messagesWith(
    replacements: Provider[],
    providers: Provider[] = [],
  ): Promise<WhatsAppMessagesService> {
    context = await createContext(optionsFor(simulator, { providers: replacements }), { providers });
    return context.get(WhatsAppMessagesService);
  }

  describe('the transport', () => {
    it('is replaced by one of the application', async () => {
      const transport = new RecordingTransport();
      const messages = await messagesWith([{ provide: GraphTransport, useValue: transport }]);
      const accepted = simulator.requestCount;
      await expect(messages.sendText(person, 'hello')).resolves.toMatchObject({ messageId: 'wamid.1' });
      expect(transport.requests[0]?.url).toBe(`${simulator.url}/v24.0/${simulator.phoneNumberId}/messages`);
      expect(simulator.requestCount).toBe(accepted);
    });

    it('is replaced with forRootAsync, too', async () => {
      const transport = new RecordingTransport();
      const module = await Test.createTestingModule({
        imports: [
          WhatsAppModule.forRootAsync({
            useFactory: () => optionsFor(simulator),
            providers: [{ provide: GraphTransport, useValue: transport }],
          }),
        ],
      }).compile();
      await module.get(WhatsAppMessagesService).sendText(person, 'hello');
      expect(transport.requests).toHaveLength(1);
      await module.close();
    });

    it('is the faster one of the library where that is asked for', async () => {
      const messages = await messagesWith([{ provide: GraphTransport, useClass: UndiciGraphTransport }]);
      const result = await messages.sendText(person, 'hello');
      expect(simulator.messages.at(-1)?.id).toBe(result.messageId);
    });

    it('takes axios interceptors by default', async () => {
      const messages = await messagesWith([]);
      const seen: (string | undefined)[] = [];
      context?.get(WhatsAppHttpService).axiosRef.interceptors.request.use((config) => {
        seen.push(config.method);
        return config;
      });
      await messages.sendText(person, 'hello');
      expect(seen).toEqual(['post']);
    });
  });

  it('takes the access token from a provider of the application before each call, so that it can be rotated', async () => {
    @Injectable()
    class RotatingTokens extends AccessTokenProvider {
      current = simulator.accessToken;

      getAccessToken(): Promise<string> {
        return Promise.resolve(this.current);
      }
    }
    const tokens = new RotatingTokens();
    const transport = new RecordingTransport();
    context = await createContext({
      phoneNumberId: simulator.phoneNumberId,
      providers: [
        { provide: AccessTokenProvider, useValue: tokens },
        { provide: GraphTransport, useValue: transport },
      ],
    });
    const messages = context.get(WhatsAppMessagesService);
    await messages.sendText(person, 'with the first');
    tokens.current = 'second-token';
    await messages.sendText(person, 'with the second');
    expect(transport.requests.map(({ headers }) => headers['authorization'])).toEqual([
      `Bearer ${simulator.accessToken}`,
      'Bearer second-token',
    ]);
  });

  it('takes the time from a clock of the application: retries wait on it and on nothing else', async () => {
    const clock = new FakeClock({ autoAdvance: true });
    context = await createContext(
      optionsFor(simulator, { retry: { maxAttempts: 3 }, providers: [{ provide: Clock, useValue: clock }] }),
    );
    const startedAt = clock.now();
    simulator.failNext({ code: 131056, count: 2 });
    await context.get(WhatsAppMessagesService).sendText(person, 'hello');
    // The pair limit's own schedule: 1 s, then 4 s.
    expect(clock.now() - startedAt).toBe(5000);
  });

  it('takes the correlation ids from the application', async () => {
    const messages = await messagesWith([{ provide: IdGenerator, useValue: { next: () => 'id-1' } }]);
    await expect(messages.sendText(person, 'hello')).resolves.toHaveProperty('correlationId', 'id-1');
  });

  it('keeps what must survive in a storage of the application', async () => {
    const storage = new MapStorage(new MapServer());
    const send = async (): Promise<SendResult> => {
      const messages = await messagesWith([{ provide: WhatsAppStorage, useValue: storage }]);
      return messages.sendText(person, 'once', { idempotencyKey: 'order 7' });
    };
    const first = await send();
    await context?.close();
    expect(await send()).toEqual(first);
  });

  it('refuses two storages: the option and a provider', async () => {
    const storage = new MapStorage(new MapServer());
    const both = optionsFor(simulator, {
      storage,
      providers: [{ provide: WhatsAppStorage, useValue: storage }],
    });
    await expect(createContext(both)).rejects.toThrow(/storage/);
  });

  it('asks the retry policy of the application', async () => {
    const asked: number[] = [];
    class Once extends RetryPolicy {
      nextDelayMs({ attempts }: FailedAttempt): number | undefined {
        asked.push(attempts);
        return attempts < 2 ? 0 : undefined;
      }
    }
    const messages = await messagesWith([{ provide: RetryPolicy, useClass: Once }]);
    for (let times = 0; times < 3; times += 1) simulator.failNext({ code: 131016 });
    await expect(messages.sendText(person, 'hello')).rejects.toMatchObject({ graphCode: 131016 });
    expect(asked).toEqual([1, 2]);
    await expect(messages.sendText(person, 'hello')).resolves.toHaveProperty('messageId');
  });

  it('takes the rates of numbers and what is known of templates from the application', async () => {
    const asked: string[] = [];
    class Rates extends NumberRates {
      perSecond({ phoneNumberId }: { readonly phoneNumberId: string }): number {
        asked.push(phoneNumberId);
        return 5;
      }
    }
    class Definitions extends TemplateDefinitions {
      find(name: string): Promise<TemplateTraits | undefined> {
        return Promise.resolve(
          name === 'summer_sale' ? { category: 'marketing', ttlSeconds: 60 } : undefined,
        );
      }
    }
    const messages = await messagesWith([
      { provide: NumberRates, useClass: Rates },
      { provide: TemplateDefinitions, useClass: Definitions },
    ]);
    await context?.get(WhatsAppConsentService).revoke(person, { source: 'letter' });
    const sale = { name: 'summer_sale', language: { code: 'en_US' } };
    await expect(messages.sendTemplate(person, sale)).rejects.toThrow(WhatsAppOptOutError);
    await messages.sendTemplate(person, { ...sale, name: 'receipt' });
    expect(new Set(asked)).toEqual(new Set([simulator.phoneNumberId]));
  });

  it('asks the application what a file is, and which template stands in for a message', async () => {
    class Detector extends MediaTypeDetector {
      detect(): Promise<string> {
        return Promise.resolve('application/pdf');
      }
    }
    class Fallbacks extends FallbackTemplates {
      find({ type }: PendingSend): TemplateContent | undefined {
        return type === 'text' ? { name: 'come_back', language: { code: 'en_US' } } : undefined;
      }
    }
    const messages = await messagesWith([
      { provide: MediaTypeDetector, useClass: Detector },
      { provide: FallbackTemplates, useClass: Fallbacks },
    ]);
    await context?.get(WhatsAppMediaService).send(person, Buffer.from('neither this nor that'));
    expect(simulator.messages.at(-1)?.body).toMatchObject({ type: 'document' });
    simulator.failNext({ code: 131047 });
    await messages.sendText(person, 'hello');
    expect(simulator.messages.at(-1)?.body).toMatchObject({
      type: 'template',
      template: { name: 'come_back' },
    });
  });

  it('gives replacements what they inject from modules of the application', async () => {
    @Injectable()
    class PrefixedIds extends IdGenerator {
      constructor(@Inject('PREFIX') private readonly prefix: string) {
        super();
      }

      next(): string {
        return `${this.prefix}-1`;
      }
    }
    @Module({ providers: [{ provide: 'PREFIX', useValue: 'shop' }], exports: ['PREFIX'] })
    class PrefixModule {}

    context = await createContext(
      optionsFor(simulator, {
        imports: [PrefixModule],
        providers: [{ provide: IdGenerator, useClass: PrefixedIds }],
      }),
    );
    await expect(context.get(WhatsAppMessagesService).sendText(person, 'hello')).resolves.toHaveProperty(
      'correlationId',
      'shop-1',
    );
  });

  describe('a send policy', () => {
    it('refuses a message before any HTTP call', async () => {
      @Injectable()
      @WhatsAppSendPolicy()
      class OfficeHours implements SendPolicy {
        check(): void {
          throw new SendRefusedError('office hours', 'nobody is there to answer');
        }
      }
      const messages = await messagesWith([], [OfficeHours]);
      const before = simulator.requestCount;
      await expect(messages.sendText(person, 'hello')).rejects.toThrow(
        'The message was refused by the policy "office hours": nobody is there to answer',
      );
      expect(simulator.requestCount).toBe(before);
    });

    it('is asked in the order that it was given, and sees what goes out', async () => {
      const asked: string[] = [];
      @WhatsAppSendPolicy({ order: 2000 })
      class Last implements SendPolicy {
        check({ type, recipient, account, endpoint }: PendingSend): void {
          asked.push(`last: ${type} to ${recipient.to} from ${account.name} through ${endpoint}`);
        }
      }
      @WhatsAppSendPolicy({ order: -1 })
      class First implements SendPolicy {
        check(): void {
          asked.push('first');
        }
      }
      const messages = await messagesWith([], [Last, First]);
      await messages.sendText('+1 (650) 555-1234', 'hello');
      expect(asked).toEqual(['first', `last: text to ${person} from default through messages`]);
    });

    it('replaces the message by another, which is checked and addressed like the first', async () => {
      const seenLater: string[] = [];
      @WhatsAppSendPolicy({ order: 1 })
      class TemplateInstead implements SendPolicy {
        replacement: WhatsAppMessage = {
          to: '+1 650 555 1234',
          type: 'template',
          template: { name: 'hello_world', language: { code: 'en_US' } },
        };

        check(): WhatsAppMessage {
          return this.replacement;
        }
      }
      @WhatsAppSendPolicy({ order: 2 })
      class Later implements SendPolicy {
        check({ type }: PendingSend): void {
          seenLater.push(type);
        }
      }
      const messages = await messagesWith([], [TemplateInstead, Later]);
      await messages.sendText(person, 'hello');
      expect(simulator.messages.at(-1)?.body).toMatchObject({ type: 'template', to: person });
      expect(seenLater).toEqual(['template']);

      const policy = context?.get(TemplateInstead);
      if (policy) policy.replacement = { to: person, type: 'text', text: { body: '' } };
      await expect(messages.sendText(person, 'hello')).rejects.toThrow(/text\.body/);
    });

    it('cannot be request-scoped, and start-up says so', async () => {
      @Injectable({ scope: 2 })
      @WhatsAppSendPolicy()
      class PerRequest implements SendPolicy {
        check(): void {
          // Never reached.
        }
      }
      await expect(messagesWith([], [PerRequest])).rejects.toThrow(/PerRequest is request-scoped/);
    });
  });

  describe('a send observer', () => {
    function observer() {
      const seen: string[] = [];
      @WhatsAppSendObserver()
      class Journal implements SendObserver {
        onSending({ type }: PendingSend): void {
          seen.push(`sending ${type}`);
        }

        onAccepted(_send: PendingSend, { messageId }: SendResult): void {
          seen.push(`accepted ${messageId}`);
        }

        onRejected(_send: PendingSend, error: Error): void {
          seen.push(`rejected ${error.name}`);
        }

        onUnknown(): void {
          seen.push('unknown');
        }
      }
      return { seen, Journal };
    }

    it('is told of what Meta accepted and of what it rejected', async () => {
      const { seen, Journal } = observer();
      const messages = await messagesWith([], [Journal]);
      const { messageId } = await messages.sendText(person, 'hello');
      simulator.failNext({ code: 131031 });
      await expect(messages.sendText(person, 'hello')).rejects.toThrow(WhatsAppIntegrityError);
      expect(seen).toEqual([
        'sending text',
        `accepted ${messageId}`,
        'sending text',
        'rejected WhatsAppIntegrityError',
      ]);
    });

    it('is told where the outcome is not known', async () => {
      const { seen, Journal } = observer();
      const transport = { request: () => Promise.resolve({ status: 200, headers: {}, body: 'what?' }) };
      const messages = await messagesWith([{ provide: GraphTransport, useValue: transport }], [Journal]);
      await expect(messages.sendText(person, 'hello')).rejects.toHaveProperty(
        'code',
        'WHATSAPP_SEND_OUTCOME_UNKNOWN',
      );
      expect(seen).toEqual(['sending text', 'unknown']);
    });

    it('changes nothing where it throws', async () => {
      @WhatsAppSendObserver()
      class Broken implements SendObserver {
        onSending(): void {
          throw new RangeError(`broken by ${person}`);
        }

        onAccepted(): Promise<void> {
          return Promise.reject(new TypeError(`broken by ${person}, too`));
        }
      }
      const log = jest.spyOn(Logger.prototype, 'error').mockReturnValue();
      const messages = await messagesWith([], [Broken]);
      await expect(messages.sendText(person, 'hello')).resolves.toHaveProperty('messageId');
      // Whose words it has may be personal.
      const lines = log.mock.calls.map((line) => line.join(' '));
      log.mockRestore();
      expect(lines).toEqual([
        expect.stringMatching(/^Broken\.onSending threw RangeError; .*at Broken\.onSending/s),
        expect.stringMatching(/^Broken\.onAccepted threw TypeError; .*at Broken\.onAccepted/s),
      ]);
      expect(lines.join()).not.toContain(person);
    });

    it('is found once where it is declared under two tokens', async () => {
      const { seen, Journal } = observer();
      const messages = await messagesWith([], [Journal, { provide: 'ALIAS', useExisting: Journal }]);
      await messages.sendText(person, 'hello');
      expect(seen).toHaveLength(2);
    });

    it('is found where it is given as a value or made by a factory', async () => {
      const { seen, Journal } = observer();
      const messages = await messagesWith(
        [],
        [
          { provide: 'VALUE', useValue: new Journal() },
          { provide: 'FACTORY', useFactory: () => new Journal() },
        ],
      );
      await messages.sendText(person, 'hello');
      expect(seen.filter((line) => line === 'sending text')).toHaveLength(2);
    });
  });

  describe('a part that never answers', () => {
    const never = (): Promise<never> => new Promise(() => {});

    @Injectable()
    @WhatsAppSendPolicy()
    class HangingPolicy implements SendPolicy {
      check = never;
    }

    @Injectable()
    @WhatsAppSendObserver()
    class HangingObserver implements SendObserver {
      onSending = never;
    }

    it.each<[string, Provider[], Provider[], string | undefined]>([
      ['AccountResolver', [{ provide: AccountResolver, useValue: { resolve: never } }], [], 'acme'],
      [
        'AccessTokenProvider',
        [{ provide: AccessTokenProvider, useValue: { getAccessToken: never } }],
        [],
        undefined,
      ],
      ['SendRateLimiter', [{ provide: SendRateLimiter, useValue: { wait: never } }], [], undefined],
      ['policy', [], [HangingPolicy], undefined],
      ['observer', [], [HangingObserver], undefined],
    ])('does not keep a cancelled send: %s', async (_part, replacements, providers, tenant) => {
      const requests = simulator.requestCount;
      await messagesWith(replacements, providers);
      const whatsapp = context!.get(WhatsAppService);
      const { messages } = tenant === undefined ? whatsapp : whatsapp.account(tenant);
      const abort = new AbortController();
      const reason = new Error('the user went away');
      const sending = messages.sendText(person, 'hello', { signal: abort.signal });
      setImmediate(() => abort.abort(reason));
      await expect(sending).rejects.toThrow(SendCancelledError);
      await expect(sending).rejects.toMatchObject({ cause: reason });
      expect(simulator.requestCount).toBe(requests);
    });

    it('does not keep a cancelled read receipt', async () => {
      await messagesWith([{ provide: AccountResolver, useValue: { resolve: never } }]);
      const abort = new AbortController();
      const { messages } = context!.get(WhatsAppService).account('acme');
      const marking = messages.markAsRead('wamid.A', { signal: abort.signal });
      setImmediate(() => abort.abort());
      await expect(marking).rejects.toThrow(SendCancelledError);
    });
  });

  it('shows no secret where one of its services is logged', async () => {
    const secrets = ['a-secret-token', 'an-app-secret', 'a-proxy-password', 'a-verify-token'];
    context = await createContext({
      phoneNumberId: '1001',
      accessToken: 'a-secret-token',
      appSecret: 'an-app-secret',
      verifyToken: 'a-verify-token',
      graph: {
        axios: { proxy: { host: 'proxy', port: 1, auth: { username: 'u', password: 'a-proxy-password' } } },
      },
    });
    const leaks = [
      WhatsAppService,
      WhatsAppMessagesService,
      WhatsAppRepliesService,
      WhatsAppHttpService,
      GraphTransport,
      GraphClient,
    ].flatMap((token) => {
      const shown = inspect(context!.get(token), { depth: null });
      return secrets.filter((secret) => shown.includes(secret)).map((secret) => `${token.name}: ${secret}`);
    });
    expect(leaks).toEqual([]);
    expect(JSON.stringify(context.get(WhatsAppHttpService))).not.toContain('a-proxy-password');
  });
});
