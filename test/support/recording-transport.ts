import { Injectable } from '@nestjs/common';
import { GraphTransport, type GraphRequest, type GraphResponse } from 'nestjs-whatsapp/extending';

/** A transport that accepts everything and keeps what it was given. */
@Injectable()
export class RecordingTransport extends GraphTransport {
  readonly requests: GraphRequest[] = [];

  request(request: GraphRequest): Promise<GraphResponse> {
    this.requests.push(request);
    const body = { messaging_product: 'whatsapp', messages: [{ id: `wamid.${this.requests.length}` }] };
    return Promise.resolve({ status: 200, headers: {}, body: JSON.stringify(body) });
  }

  /** The body of the last request. */
  get lastBody(): Record<string, unknown> {
    const body = this.requests.at(-1)?.body;
    return JSON.parse(typeof body === 'string' ? body : 'null') as Record<string, unknown>;
  }
}
