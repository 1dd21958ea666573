import { Injectable } from '@nestjs/common';
import { GraphTransport, type GraphRequest, type GraphResponse } from 'nestjs-whatsapp/extending';

/** A transport that answers as a test says, and keeps what it was given. */
@Injectable()
export class AnsweringTransport extends GraphTransport {
  readonly requests: GraphRequest[] = [];
  #answer: (request: GraphRequest) => Partial<Omit<GraphResponse, 'body'>> & { readonly body: unknown } =
    () => ({
      body: { messages: [{ id: `wamid.${this.requests.length}` }] },
    });

  /** From now on, every request is answered with this status and JSON. */
  answer(status: number, body: unknown, headers: GraphResponse['headers'] = {}): void {
    this.#answer = () => ({ status, body, headers });
  }

  request(request: GraphRequest): Promise<GraphResponse> {
    this.requests.push(request);
    const { status = 200, headers = {}, body } = this.#answer(request);
    return Promise.resolve({ status, headers, body: JSON.stringify(body) });
  }
}
