import { inspect } from 'node:util';
import type { OnApplicationShutdown } from '@nestjs/common';
import { HttpService } from '@nestjs/axios';
import type { AxiosInstance } from 'axios';
import type { WhatsAppGraphOptions } from '../../config/index.js';
import { UndiciConnections } from '../undici/undici-connections.js';
import { readProxyEnvironment } from './axios-http-adapter.js';
import { createUndiciAxiosAdapter } from './undici-axios-adapter.js';

/**
 * The `HttpService` of the default transport. Inject it to add axios interceptors (`service.axiosRef.interceptors`):
 * they see every request to Meta, with its access token, and its answer as text.
 *
 * @publicApi
 */
export class WhatsAppHttpService extends HttpService implements OnApplicationShutdown {
  readonly #connections?: UndiciConnections;

  constructor(instance: AxiosInstance, connections?: UndiciConnections) {
    super(instance);
    this.#connections = connections;
  }

  /** Its defaults and what is inside may hold the password of a proxy: where it is logged it shows its name only. */
  [inspect.custom](): string {
    return WhatsAppHttpService.name;
  }

  toJSON(): string {
    return WhatsAppHttpService.name;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#connections?.close();
  }
}

/** Makes the service from the options; `graph.axios` is handed to axios as it is, and wins over ours. */
export function createWhatsAppHttpService(
  graph: WhatsAppGraphOptions,
  env: NodeJS.ProcessEnv = process.env,
): WhatsAppHttpService {
  const connections = new UndiciConnections(graph);
  const { connectTimeoutMs, headersTimeoutMs } = connections.limits;
  const adapter = createUndiciAxiosAdapter(connections.dispatcher, {
    proxies: readProxyEnvironment(env),
    timeoutMs: connectTimeoutMs + headersTimeoutMs,
  });
  // The axios of `@nestjs/axios`, should the application have another copy besides.
  const instance = new HttpService().axiosRef.create({ adapter, maxRedirects: 0, ...graph.axios });
  return new WhatsAppHttpService(instance, connections);
}
