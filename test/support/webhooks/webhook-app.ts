import type { INestApplication, ModuleMetadata } from '@nestjs/common';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { InboundHandlerRegistry, type InboundHandler } from 'nestjs-whatsapp/extending';
import {
  WhatsAppModule,
  WhatsAppWebhooksService,
  type InboundEvent,
  type WhatsAppModuleExtras,
  type WhatsAppModuleOptions,
} from 'nestjs-whatsapp';
import { signWebhook, webhookOf, type WebhookUpdate } from 'nestjs-whatsapp/testing';

export const appSecret = 'app-secret-of-the-tests';
export const verifyToken = 'verify-token-of-the-tests';
export const platforms = ['express', 'fastify'] as const;
export type Platform = (typeof platforms)[number];

/** The differences of a test's host application from a plain one. */
export interface WebhookAppOptions {
  readonly platform?: Platform;
  readonly options?: WhatsAppModuleOptions & WhatsAppModuleExtras;
  readonly async?: boolean;
  readonly metadata?: ModuleMetadata;
  /** Whether Nest keeps the bytes, for a controller of the test's own. @default false */
  readonly rawBody?: boolean;
  /** Called before the application starts. */
  readonly prepare?: (app: INestApplication) => void;
}

/** An application that receives webhooks on a port of its own. */
export class WebhookApp {
  private constructor(
    readonly app: INestApplication,
    readonly url: string,
  ) {}

  static async start({
    platform = 'express',
    options,
    async = false,
    metadata = {},
    rawBody = false,
    prepare,
  }: WebhookAppOptions = {}): Promise<WebhookApp> {
    const { isGlobal, accountNames, providers, imports, webhook, ...rest } = {
      phoneNumberId: '106540352242922',
      accessToken: 'token',
      appSecret,
      verifyToken,
      ...options,
    };
    const extras = { isGlobal, accountNames, providers, imports, webhook };
    const registration = async
      ? WhatsAppModule.forRootAsync({ ...extras, useFactory: () => Promise.resolve(rest) })
      : WhatsAppModule.forRoot({ ...extras, ...rest });
    const module = await Test.createTestingModule({
      ...metadata,
      imports: [registration, ...(metadata.imports ?? [])],
    }).compile();
    const adapter = platform === 'fastify' ? new FastifyAdapter() : new ExpressAdapter();
    const app = module.createNestApplication(adapter, { rawBody });
    app.useLogger(false);
    prepare?.(app);
    await app.listen(0, '127.0.0.1');
    return new WebhookApp(app, await app.getUrl());
  }

  get webhooks(): WhatsAppWebhooksService {
    return this.app.get(WhatsAppWebhooksService);
  }

  /** Adds a handler; the events that it is called with. */
  handle(
    id: string,
    handle: (event: InboundEvent, attempt: number) => unknown = () => undefined,
    traits: Partial<InboundHandler> = {},
  ): InboundEvent[] {
    const seen: InboundEvent[] = [];
    this.app.get(InboundHandlerRegistry).add({
      id,
      matches: () => true,
      handle: async (event, attempt) => {
        seen.push(event);
        await handle(event, attempt);
        return 'handled';
      },
      ...traits,
    });
    return seen;
  }

  /** Posts a body as Meta does; answers with the status. */
  async post(
    body: string | Uint8Array,
    headers: Readonly<Record<string, string>> = {},
    path = '/webhooks/whatsapp',
  ): Promise<number> {
    const response = await fetch(this.url + path, {
      method: 'POST',
      body: typeof body === 'string' ? body : Buffer.from(body),
      headers: {
        'content-type': 'application/json',
        'x-hub-signature-256': signWebhook(body, appSecret),
        ...headers,
      },
    });
    await response.text();
    return response.status;
  }

  send(updates: WebhookUpdate | readonly WebhookUpdate[]): Promise<number> {
    return this.post(JSON.stringify(webhookOf(updates)));
  }

  stop(): Promise<void> {
    return this.app.close();
  }
}
