import { createHmac } from 'node:crypto';
import { inspect } from 'node:util';
import { Controller, Inject, Post, type INestApplicationContext, type Type } from '@nestjs/common';
import { APP_FILTER, ModulesContainer } from '@nestjs/core';
import { ConfigModule, ConfigService } from '@nestjs/config';
import { Test } from '@nestjs/testing';
import { afterEach, describe, expect, it } from '@jest/globals';
import {
  AxiosGraphTransport,
  GraphTransport,
  UndiciGraphTransport,
  WHATSAPP_MODULE_OPTIONS,
  type GraphRequest,
  AccountDirectory,
} from 'nestjs-whatsapp/extending';
import {
  WhatsAppExceptionFilter,
  WhatsAppMessagesService,
  WhatsAppModule,
  whatsappConfig,
  type WhatsAppModuleExtras,
  type WhatsAppModuleOptions,
} from 'nestjs-whatsapp';
import { AnsweringTransport } from '../../support/answering-transport.js';
import { shownPlaces } from '../../support/shown-places.js';
import { WebhookApp, type Platform } from '../../support/webhooks/webhook-app.js';

const secrets = [
  'own-access-token',
  'named-access-token',
  'own-app-secret',
  'older-app-secret',
  'own-verify-token',
  'proxy-password',
  'agent-key',
];
const [ownToken, namedToken, appSecret, olderSecret, verifyToken, password, key] = secrets as [
  string,
  string,
  string,
  string,
  string,
  string,
  string,
];
const graph = {
  axios: {
    headers: { 'x-gateway-key': key },
    proxy: { host: 'proxy', port: 1, auth: { username: 'u', password } },
  },
};
const single: WhatsAppModuleOptions = {
  phoneNumberId: '106540352242922',
  accessToken: ownToken,
  appSecret: [appSecret, olderSecret],
  verifyToken,
  graph,
};
const several: WhatsAppModuleOptions = {
  accounts: {
    main: { phoneNumberId: '106540352242922', accessToken: ownToken, appSecret },
    shop: { phoneNumberId: '106540352242923', accessToken: namedToken, appSecret: [olderSecret] },
  },
  verifyToken,
  graph,
};

/** Every provider and controller of the application, what Nest itself keeps of them, and what a module class is imported with. */
function leakingParts(app: INestApplicationContext): string[] {
  return shownPlaces({ modules: app.get(ModulesContainer) }, secrets);
}

/** Beside the secrets, what no error may show. */
const people = ['My card:', '4111 1111', '4915112345678', '+49 151 12345678'];
const message = { to: '+4915112345678', text: { body: 'My card:\n4111 1111 "gold"' } };
const proof = createHmac('sha256', appSecret).update(ownToken).digest('hex');
const sentence = `Param "${JSON.stringify(message.text)}" for 4915112345678 with ${ownToken} and ${proof} of app ${appSecret} is no good`;
const cleanSentence =
  'Param "{"body":"[text of 28 characters]"}" for ***5678 with [secret] and [secret] of app [secret] is no good';

/** What is thrown where the network fails: with the request on it, as axios does, and with its content in its words. */
function networkError({ body, headers, url }: GraphRequest): Error {
  const inner = Object.assign(new Error(`write ${JSON.stringify(body)} failed`), {
    code: 'EPIPE',
    request: { headers },
  });
  return Object.assign(new AggregateError([inner], `POST ${url} failed`, { cause: inner }), {
    config: { body, headers },
  });
}

@Controller()
class SendingController {
  constructor(@Inject(WhatsAppMessagesService) private readonly messages: WhatsAppMessagesService) {}

  @Post('send')
  async send(): Promise<void> {
    await this.messages.send({ ...message, type: 'text' });
  }
}

export function hiddenSecrets(platform: Platform): void {
  describe('17: what is logged shows no secret', () => {
    let running: WebhookApp | undefined;
    let transport: AnsweringTransport;
    afterEach(() => running?.stop());

    const start = async (
      options: WhatsAppModuleOptions,
      async: boolean,
      Transport?: Type<GraphTransport>,
    ): Promise<WebhookApp> => {
      const none = { phoneNumberId: undefined, accessToken: undefined, appSecret: undefined };
      transport = new AnsweringTransport();
      const provided = Transport === undefined ? { useValue: transport } : { useClass: Transport };
      running = await WebhookApp.start({
        platform,
        async,
        options: { ...none, ...options, providers: [{ provide: GraphTransport, ...provided }] },
        metadata: {
          controllers: [SendingController],
          providers: [{ provide: APP_FILTER, useClass: WhatsAppExceptionFilter }],
        },
      });
      return running;
    };

    it.each<[string, WhatsAppModuleOptions & WhatsAppModuleExtras, boolean, Type<GraphTransport>?]>([
      ['one account', single, false, AxiosGraphTransport],
      ['one account', single, true, UndiciGraphTransport],
      ['several accounts', several, false, AxiosGraphTransport],
      ['several accounts', { ...several, accountNames: ['main', 'shop'] }, true, UndiciGraphTransport],
    ])('no part of the application does: %s, %#', async (_name, options, async, Transport) => {
      const app = await start(options, async, Transport);
      expect(leakingParts(app.app)).toEqual([]);
    });

    it('nor after messages went out and came in, nor what the module is imported with', async () => {
      const app = await start(single, false);
      await app.app.get(WhatsAppMessagesService).send({ ...message, type: 'text' });
      await app.post('{}', { 'x-hub-signature-256': 'sha256=00' });
      transport.requests.length = 0;
      expect(leakingParts(app.app)).toEqual([]);
      expect(shownPlaces(WhatsAppModule.forRoot({ ...several, isGlobal: true }), secrets)).toEqual([]);
    });

    it('nor where the options come from the environment, by @nestjs/config', async () => {
      const variables = {
        WHATSAPP_PHONE_NUMBER_ID: '106540352242922',
        WHATSAPP_ACCESS_TOKEN: ownToken,
        WHATSAPP_APP_SECRET: `${appSecret},${olderSecret}`,
        WHATSAPP_VERIFY_TOKEN: verifyToken,
      };
      const imports = [
        ConfigModule.forRoot({ ignoreEnvFile: true, load: [whatsappConfig] }),
        WhatsAppModule.forRootAsync(whatsappConfig.asProvider()),
      ];
      Object.assign(process.env, variables);
      const module = await Test.createTestingModule({ imports }).compile();
      // The environment itself is the application's.
      for (const name of Object.keys(variables)) delete process.env[name];
      const config = module.get(ConfigService);
      expect(leakingParts(module)).toEqual([]);
      expect(config.get('whatsapp.accessToken')).toBe(ownToken);
      expect(config.get('whatsapp')).toMatchObject({ appSecret: [appSecret, olderSecret], verifyToken });
      await module.close();
    });

    it('the options are read, copied and checked as they are', async () => {
      const app = await start(several, true);
      const options = app.app.get<WhatsAppModuleOptions>(WHATSAPP_MODULE_OPTIONS);
      expect({ ...options }).toMatchObject(several);
      expect({ ...options.accounts?.['shop'] }).toEqual(several.accounts?.['shop']);
      expect(options.graph?.axios).toBe(graph.axios);
      expect(await (await app.app.get(AccountDirectory).get('shop')).accessToken()).toBe(namedToken);
    });

    it("an error keeps Meta's sentence, without what the request carried: alone, as a cause, among others, as an answer", async () => {
      const app = await start(single, false);
      transport.answer(400, {
        error: {
          code: 131009,
          message: sentence,
          error_user_msg: sentence,
          error_data: { details: sentence },
        },
      });
      const refused: unknown = await app.app
        .get(WhatsAppMessagesService)
        .send({ ...message, type: 'text' })
        .catch((error: unknown) => error);
      expect(refused).toMatchObject({
        graphCode: 131009,
        graphMessage: cleanSentence,
        details: cleanSentence,
      });
      const errors = [
        refused,
        new Error('the order failed', { cause: refused }),
        new AggregateError([new Error('another'), refused], 'two failed'),
      ];
      for (const error of errors) {
        expect(shownPlaces(error, [...secrets, ...people, proof])).toEqual([]);
        expect(inspect(error, { depth: null })).toContain(cleanSentence);
      }
      const answer = await fetch(`${app.url}/send`, { method: 'POST' });
      expect(shownPlaces(await answer.json(), [...secrets, ...people, proof])).toEqual([]);
    });

    it('nor does what a transport throws, which has the request on it', async () => {
      const app = await start(single, false);
      transport.request = (request) => Promise.reject(networkError(request));
      const unknown: unknown = await app.app
        .get(WhatsAppMessagesService)
        .send({ ...message, type: 'text' })
        .catch((error: unknown) => error);
      expect(unknown).toMatchObject({
        code: 'WHATSAPP_SEND_OUTCOME_UNKNOWN',
        cause: { cause: { code: 'EPIPE' } },
      });
      expect(shownPlaces(unknown, [...secrets, ...people, proof])).toEqual([]);
    });
  });
}
