import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { WHATSAPP_RESOLVED_OPTIONS } from '../../config/internal.js';
import {
  GraphTransport,
  type GraphRequest,
  type GraphResponse,
  type GraphStream,
} from '../transport/graph-transport.js';
import { StreamExchange } from './stream-exchange.js';
import { TextExchange } from './text-exchange.js';
import { UndiciConnections, type ConnectionOptions } from './undici-connections.js';

/**
 * Sends requests straight over undici: about a third of the CPU time of the default transport, and no axios features (no
 * interceptors, no proxy settings).
 *
 * @example
 * WhatsAppModule.forRoot({ …, providers: [{ provide: GraphTransport, useClass: UndiciGraphTransport }] })
 * @publicApi
 */
@Injectable()
export class UndiciGraphTransport extends GraphTransport implements OnApplicationShutdown {
  readonly #connections: UndiciConnections;

  constructor(@Inject(WHATSAPP_RESOLVED_OPTIONS) options: { readonly graph: ConnectionOptions }) {
    super();
    this.#connections = new UndiciConnections(options.graph);
  }

  request(request: GraphRequest): Promise<GraphResponse> {
    return new TextExchange().send(this.#connections.dispatcher, request);
  }

  override open(request: GraphRequest): Promise<GraphStream> {
    return new StreamExchange().send(this.#connections.dispatcher, request);
  }

  onApplicationShutdown(): Promise<void> {
    return this.#connections.close();
  }
}
