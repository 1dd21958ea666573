import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { WhatsAppGraphOptions, WhatsAppRetryOptions } from '../../../libs/whatsapp/src/config/index.js';
import { AxiosGraphTransport } from '../../../libs/whatsapp/src/graph/axios/axios-graph-transport.js';
import { BackoffRetryPolicy } from '../../../libs/whatsapp/src/graph/retry/backoff-retry-policy.js';
import { GraphClient } from '../../../libs/whatsapp/src/graph/graph-client.js';
import type { GraphTransport } from '../../../libs/whatsapp/src/graph/transport/graph-transport.js';
import { UndiciGraphTransport } from '../../../libs/whatsapp/src/graph/undici/undici-graph-transport.js';
import { createWhatsAppHttpService } from '../../../libs/whatsapp/src/graph/axios/whatsapp-http.service.js';
import { FakeClock } from '../../../libs/whatsapp/src/testing/fake-clock.js';

/** The default transport, the fast one, and the default one where the app gave axios agents of its own. */
export type TransportName = 'axios' | 'undici' | 'axios with agents';

/** A GraphClient and what a test controls of it. */
export interface ClientUnderTest {
  readonly client: GraphClient;
  readonly clock: FakeClock;
  close(): Promise<void>;
}

const RETRY = { maxAttempts: 4, maxTotalMs: 90_000, baseDelayMs: 500, maxDelayMs: 30_000 };

export function clientOver(
  name: TransportName,
  baseUrl: string,
  options: { graph?: WhatsAppGraphOptions; retry?: WhatsAppRetryOptions } = {},
): ClientUnderTest {
  const graph = {
    baseUrl,
    version: 'v24.0',
    connectTimeoutMs: 300,
    headersTimeoutMs: 300,
    bodyTimeoutMs: 300,
    maxConnections: 8,
    ...options.graph,
  };
  const clock = new FakeClock({ autoAdvance: true });
  const { transport, close } = transportOver(name, graph);
  const policy = new BackoffRetryPolicy({ retry: { ...RETRY, ...options.retry } }, () => 0.5);
  return { client: new GraphClient({ graph }, transport, policy, clock), clock, close };
}

function transportOver(
  name: TransportName,
  graph: Required<Omit<WhatsAppGraphOptions, 'axios' | 'allowInsecureHttp'>>,
): { transport: GraphTransport; close: () => Promise<void> } {
  if (name === 'undici') {
    const transport = new UndiciGraphTransport({ graph });
    return { transport, close: () => transport.onApplicationShutdown() };
  }
  const httpAgent = new HttpAgent({ keepAlive: true });
  const httpsAgent = new HttpsAgent({ keepAlive: true });
  const axios = name === 'axios' ? {} : { httpAgent, httpsAgent };
  const http = createWhatsAppHttpService({ ...graph, axios }, {});
  return {
    transport: new AxiosGraphTransport(http),
    close: async () => {
      httpAgent.destroy();
      httpsAgent.destroy();
      await http.onApplicationShutdown();
    },
  };
}
