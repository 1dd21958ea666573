import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { readRawBody } from './read-raw-body.js';
import { READ_BODY, type ReadBody } from './webhook-request.js';

/** The parts of a Fastify request that are used. */
export interface FastifyRequest {
  headers: IncomingHttpHeaders;
  body?: unknown;
  rawBody?: unknown;
  [READ_BODY]?: ReadBody;
}

/** The parts of a Fastify route that are used. */
export interface FastifyRoute {
  readonly method: string | readonly string[];
  readonly url: string;
  preParsing?: unknown;
  preValidation?: unknown;
}

/** The parts of Fastify that are used. */
export interface FastifyServer {
  addHook(name: 'onRoute', hook: (route: FastifyRoute) => void): unknown;
}

type Done = (error: null) => void;

/**
 * Makes a route read its bodies itself. Fastify is told by the headers that there is nothing to
 * parse, so that it neither looks for a parser of the type nor at its own limit; then the headers
 * are put back.
 */
export function readRawBodyOf(route: FastifyRoute): void {
  const headers = new WeakMap<FastifyRequest, IncomingHttpHeaders>();
  route.preParsing = [
    ...hooksOf(route.preParsing),
    async (request: FastifyRequest, _reply: unknown, payload: Readable): Promise<Readable> => {
      const { rawBody } = request;
      // A plugin or a server around ours may have kept the bytes.
      request[READ_BODY] = rawBody instanceof Uint8Array ? rawBody : await readRawBody(payload);
      headers.set(request, request.headers);
      request.headers = {
        ...request.headers,
        'content-type': undefined,
        'content-length': undefined,
        'transfer-encoding': undefined,
      };
      return payload;
    },
  ];
  route.preValidation = [
    (request: FastifyRequest, _reply: unknown, done: Done) => {
      const read = request[READ_BODY];
      request.headers = headers.get(request) ?? request.headers;
      request.rawBody = typeof read === 'string' ? undefined : read;
      // As of a parser: guards and interceptors of the application may look at it.
      request.body = {};
      done(null);
    },
    ...hooksOf(route.preValidation),
  ];
}

function hooksOf(hooks: unknown): readonly unknown[] {
  return Array.isArray(hooks) ? hooks : hooks === undefined ? [] : [hooks];
}
