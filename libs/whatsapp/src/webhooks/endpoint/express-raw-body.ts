import type { IncomingMessage } from 'node:http';
import { readRawBody } from './read-raw-body.js';
import { rawBodyOf, READ_BODY, type ReadBody, type WebhookRequest } from './webhook-request.js';

/** The parts of an Express request that are used. */
export interface ExpressRequest extends IncomingMessage {
  readonly path: string;
  [READ_BODY]?: ReadBody;
}

type Next = (error?: unknown) => void;

/** A middleware that reads the bodies of `POST` to some paths, before any parser does. */
export function expressRawBody(matches: (path: string) => boolean) {
  return (request: ExpressRequest, _response: unknown, next: Next): void => {
    if (request.method !== 'POST' || !matches(request.path) || isKept(request)) next();
    else void readBody(request, next);
  };
}

async function readBody(request: ExpressRequest, next: Next): Promise<void> {
  try {
    const read = await readRawBody(request);
    request[READ_BODY] = read;
    // `body` as a parser leaves it, because guards and interceptors of the application may look at it. By `_body` the parsers of
    // early versions of Nest 11 know that there is nothing left to do; later ones see that the stream has ended.
    if (read !== 'consumed') Object.assign(request, { body: {}, rawBody: bytesOf(read), _body: true });
  } catch (error) {
    return next(error);
  }
  next();
}

function bytesOf(read: ReadBody): Uint8Array | undefined {
  return typeof read === 'string' ? undefined : read;
}

/** A server around ours, of a cloud's functions for instance, may have kept the bytes; and a request may have none. */
function isKept(request: WebhookRequest): boolean {
  return rawBodyOf(request) !== undefined;
}
