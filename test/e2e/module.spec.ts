import { Inject, Injectable, Module, Scope } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { Test } from '@nestjs/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AccessTokenProvider, AccountResolver } from 'nestjs-whatsapp/extending';
import {
  InjectWhatsApp,
  UnknownAccountError,
  WhatsAppConfigurationError,
  WhatsAppMessagesService,
  WhatsAppModule,
  WhatsAppRepliesService,
  WhatsAppService,
  whatsappConfig,
  type WhatsAppModuleOptions,
  type WhatsAppOptionsFactory,
} from 'nestjs-whatsapp';
import { WhatsAppSimulator } from 'whatsapp-simulator';
import { createContext, optionsFor } from '../support/whatsapp-app.js';

const person = '+16505551234';

describe('WhatsAppModule', () => {
  let simulator: WhatsAppSimulator;

  beforeAll(async () => {
    simulator = await WhatsAppSimulator.start({
      phoneNumbers: [{ id: '1001' }, { id: '1002', displayPhoneNumber: '+1 555 078 3882' }],
    });
  });

  afterAll(() => simulator.stop());

  function lastSender(): string | undefined {
    return simulator.messages.at(-1)?.phoneNumberId;
  }

  describe('registration', () => {
    it('sends with the options of forRoot', async () => {
      const context = await createContext(optionsFor(simulator));
      const result = await context.get(WhatsAppMessagesService).sendText(person, 'hello');
      expect(result.messageId).toBe(simulator.messages.at(-1)?.id);
      await context.close();
    });

    it('refuses a request-scoped replacement of its parts, and names it', async () => {
      @Injectable({ scope: Scope.REQUEST })
      class TokenOfRequest extends AccessTokenProvider {
        getAccessToken(): Promise<string> {
          return Promise.resolve('second-token');
        }
      }
      const wanted =
        /the replacement of AccessTokenProvider in `providers` by TokenOfRequest is request-scoped/;
      for (const replacement of [
        { provide: AccessTokenProvider, useClass: TokenOfRequest },
        {
          provide: AccessTokenProvider,
          useFactory: () => new TokenOfRequest(),
          scope: Scope.REQUEST,
        },
      ]) {
        const start = async () => createContext(optionsFor(simulator, { providers: [replacement] }));
        await expect(start()).rejects.toThrow(
          'useClass' in replacement ? wanted : /AccessTokenProvider in `providers` is request-scoped/,
        );
      }
    });

    it('takes its options from a factory that has something injected', async () => {
      @Module({ providers: [{ provide: 'URL', useValue: simulator.url }], exports: ['URL'] })
      class UrlModule {}
      const module = await Test.createTestingModule({
        imports: [
          WhatsAppModule.forRootAsync({
            imports: [UrlModule],
            inject: ['URL'],
            useFactory: (baseUrl: string) => Promise.resolve(optionsFor(simulator, { graph: { baseUrl } })),
          }),
        ],
      }).compile();
      await expect(module.get(WhatsAppMessagesService).sendText(person, 'hello')).resolves.toHaveProperty(
        'messageId',
      );
      await module.close();
    });

    it('takes its options from a class, made for it or already there', async () => {
      @Injectable()
      class Options implements WhatsAppOptionsFactory {
        createWhatsAppOptions(): WhatsAppModuleOptions {
          return optionsFor(simulator);
        }
      }
      @Module({ providers: [Options], exports: [Options] })
      class OptionsModule {}

      const registrations = [
        WhatsAppModule.forRootAsync({ useClass: Options }),
        WhatsAppModule.forRootAsync({ imports: [OptionsModule], useExisting: Options }),
      ];
      for (const registration of registrations) {
        const module = await Test.createTestingModule({ imports: [registration] }).compile();
        await expect(module.get(WhatsAppMessagesService).sendText(person, 'hello')).resolves.toHaveProperty(
          'messageId',
        );
        await module.close();
      }
    });

    it('reads the environment through whatsappConfig.asProvider()', async () => {
      const environment = {
        WHATSAPP_PHONE_NUMBER_ID: simulator.phoneNumberId,
        WHATSAPP_ACCESS_TOKEN: simulator.accessToken,
        WHATSAPP_BASE_URL: simulator.url,
      };
      Object.assign(process.env, environment);
      try {
        const module = await Test.createTestingModule({
          imports: [
            ConfigModule.forRoot({ ignoreEnvFile: true }),
            WhatsAppModule.forRootAsync(whatsappConfig.asProvider()),
          ],
        }).compile();
        await expect(module.get(WhatsAppMessagesService).sendText(person, 'hello')).resolves.toHaveProperty(
          'messageId',
        );
        await module.close();
      } finally {
        for (const name of Object.keys(environment)) delete process.env[name];
      }
    });

    it('is global only where that is asked for', async () => {
      @Injectable()
      class Sender {
        constructor(readonly messages: WhatsAppMessagesService) {}
      }
      @Module({ providers: [Sender] })
      class FeatureModule {}

      const global = await createContext(optionsFor(simulator, { isGlobal: true }), {
        imports: [FeatureModule],
      });
      expect(global.get(Sender).messages).toBeInstanceOf(WhatsAppMessagesService);
      await global.close();

      await expect(createContext(optionsFor(simulator), { imports: [FeatureModule] })).rejects.toThrow(
        /WhatsAppMessagesService/,
      );
    });

    it('lets two applications in one process use two accounts', async () => {
      const first = await createContext(optionsFor(simulator, { phoneNumberId: '1001' }));
      const second = await createContext(optionsFor(simulator, { phoneNumberId: '1002' }));
      await first.get(WhatsAppMessagesService).sendText(person, 'from the first');
      expect(lastSender()).toBe('1001');
      await second.get(WhatsAppMessagesService).sendText(person, 'from the second');
      expect(lastSender()).toBe('1002');
      await first.get(WhatsAppMessagesService).sendText(person, 'from the first again');
      expect(lastSender()).toBe('1001');
      await Promise.all([first.close(), second.close()]);
    });
  });

  describe('mistakes in the registration', () => {
    it('says what to call where it is imported without options', async () => {
      await expect(Test.createTestingModule({ imports: [WhatsAppModule] }).compile()).rejects.toThrow(
        /WhatsAppModule\.forRoot\(\{ phoneNumberId, accessToken \}\)/,
      );
    });

    it('says what to give where forRootAsync has no source of options', () => {
      expect(() => WhatsAppModule.forRootAsync({})).toThrow(/useFactory, useClass or useExisting/);
    });

    it('lists every problem of the options at start-up, without a secret', async () => {
      const options = {
        phoneNumberId: '+15550783881',
        accessToken: 'EAAG-secret token',
        graph: { version: '24', baseURL: simulator.url },
        retry: { maxAttempts: 0 },
      };
      const failure = await createContext(options as WhatsAppModuleOptions).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(WhatsAppConfigurationError);
      const { message } = failure as WhatsAppConfigurationError;
      for (const path of [
        'phoneNumberId',
        'accessToken',
        'graph.version',
        'graph.baseURL',
        'retry.maxAttempts',
      ]) {
        expect(message).toContain(path);
      }
      expect(message).not.toContain('EAAG-secret');
    });
  });

  describe('accounts', () => {
    function twoAccounts(): WhatsAppModuleOptions {
      const { accessToken } = simulator;
      return {
        accounts: {
          sales: { phoneNumberId: '1001', accessToken },
          support: { phoneNumberId: '1002', accessToken },
        },
        graph: { baseUrl: simulator.url },
      };
    }

    @Injectable()
    class Desk {
      constructor(
        @InjectWhatsApp('sales') readonly sales: WhatsAppService,
        @InjectWhatsApp('support') readonly support: WhatsAppService,
        @Inject(WhatsAppService) readonly whatsapp: WhatsAppService,
      ) {}
    }

    it('injects each named account with forRoot', async () => {
      const context = await createContext(twoAccounts(), { providers: [Desk] });
      const desk = context.get(Desk);
      await desk.support.messages.sendText(person, 'from support');
      expect(lastSender()).toBe('1002');
      await desk.sales.messages.sendText(person, 'from sales');
      expect(lastSender()).toBe('1001');
      await desk.sales.account('support').messages.sendText(person, 'from support again');
      expect(lastSender()).toBe('1002');
      await context.close();
    });

    it('injects the names declared with forRootAsync, and checks them against the options', async () => {
      const declare = (accountNames: string[]) =>
        Test.createTestingModule({
          imports: [WhatsAppModule.forRootAsync({ accountNames, useFactory: twoAccounts })],
          providers: [Desk],
        }).compile();

      const module = await declare(['sales', 'support']);
      await module.get(Desk).support.messages.sendText(person, 'from support');
      expect(lastSender()).toBe('1002');
      await module.close();

      await expect(declare(['sales', 'support', 'billing'])).rejects.toThrow(/accounts\.billing/);
    });

    it('refuses a name that nobody can know at once', async () => {
      const context = await createContext(twoAccounts());
      expect(() => context.get(WhatsAppService).account('billing')).toThrow(UnknownAccountError);
      await expect(context.get(WhatsAppMessagesService).sendText(person, 'hello')).rejects.toThrow(
        /"default".*"sales", "support"/,
      );
      await context.close();
    });

    it('sends for tenants that an AccountResolver knows', async () => {
      @Injectable()
      class Tenants extends AccountResolver {
        resolve(tenant: string) {
          return Promise.resolve(
            tenant === 'acme' ? { phoneNumberId: '1002', accessToken: simulator.accessToken } : undefined,
          );
        }
      }
      const context = await createContext({
        graph: { baseUrl: simulator.url },
        providers: [{ provide: AccountResolver, useClass: Tenants }],
      });
      const whatsapp = context.get(WhatsAppService);
      await whatsapp.account('acme').messages.sendText(person, 'for acme');
      expect(lastSender()).toBe('1002');
      await expect(whatsapp.account('nobody').messages.sendText(person, 'hello')).rejects.toThrow(
        UnknownAccountError,
      );
      await context.close();
    });

    it('binds the replies to the account, too', async () => {
      const context = await createContext({ ...optionsFor(simulator, { phoneNumberId: '1002' }) });
      await context.get(WhatsAppRepliesService).to({ messageId: 'wamid.A', to: person }).text('an answer');
      expect(lastSender()).toBe('1002');
      await context.close();
    });
  });
});
