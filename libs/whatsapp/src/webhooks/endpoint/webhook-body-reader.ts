import type { Provider, Type } from '@nestjs/common';
import { ApplicationConfig, HttpAdapterHost, ModulesContainer } from '@nestjs/core';
import { pathToRegexp } from 'path-to-regexp';
import { defaultWebhookPath, type WebhookControllerOptions } from './create-webhook-controller.js';
import { expressRawBody } from './express-raw-body.js';
import { readRawBodyOf, type FastifyServer } from './fastify-raw-body.js';
import { joinPaths, webhookRoute } from './webhook-route.js';

/**
 * Reads the raw bytes of the ready controller's own path, whatever parsers the application has and
 * whether it keeps raw bodies or not. Other paths are not touched.
 *
 * It is in place as soon as there is an HTTP adapter, which is before Nest and the application add their parsers.
 */
export class WebhookBodyReader {
  private isOwnPath = (_path: string): boolean => false;

  constructor(
    private readonly host: HttpAdapterHost,
    private readonly route: () => string,
  ) {
    // Nest before 11.1.5 does not tell; there the adapter must be known by now, as it is with NestFactory.
    if (host.httpAdapter) this.attach();
    else host.init$?.subscribe(() => this.attach());
  }

  /** Routes stand from now on, and requests come later. */
  onModuleInit(): void {
    const { httpAdapter } = this.host;
    if (httpAdapter?.getType() !== 'express') return;
    const route = this.route();
    const { regexp } = pathToRegexp(httpAdapter.normalizePath?.(route) ?? route);
    this.isOwnPath = (path) => regexp.test(path);
  }

  private attach(): void {
    const { httpAdapter } = this.host;
    // A microservice has none.
    const type = httpAdapter?.getType();
    if (type === 'express') httpAdapter.use(expressRawBody((path) => this.isOwnPath(path)));
    if (type === 'fastify') {
      const server: FastifyServer = httpAdapter.getInstance();
      server.addHook('onRoute', (route) => {
        const isPost = [route.method].flat().includes('POST');
        if (isPost && joinPaths(route.url) === this.route()) readRawBodyOf(route);
      });
    }
  }
}

/** The reader of one registration of a module. */
export function webhookBodyReader(
  module: Type,
  { path = defaultWebhookPath }: WebhookControllerOptions,
): Provider {
  return {
    provide: WebhookBodyReader,
    useFactory: (host: HttpAdapterHost, config: ApplicationConfig, modules: ModulesContainer) =>
      new WebhookBodyReader(host, () => webhookRoute(config, modules, { module, path })),
    inject: [HttpAdapterHost, ApplicationConfig, ModulesContainer],
  };
}
