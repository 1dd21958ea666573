import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest, HookHandlerDoneFunction } from 'fastify';
import { asHostName, hostName, isLoopback, isWildcard } from './host-names.js';

/** No other page may show one of these in a frame, and so catch the clicks on it. */
export const FRAME_ANCESTORS = "frame-ancestors 'none'";

/** The address of the simulator, and the token and names for its tools. */
export interface ToolAccessOptions {
  readonly host: string;
  readonly allowedHosts: readonly string[];
  readonly controlToken: string | undefined;
}

interface Refusal {
  readonly status: 401 | 403 | 415;
  readonly message: string;
}

type Hook = (request: FastifyRequest, reply: FastifyReply, done: HookHandlerDoneFunction) => void;

/**
 * Keeps the chat page and the control API from other people's pages: a browser lets any site send forms to this machine, and a site
 * whose name is pointed at this machine may read the answers too. Graph's routes ask for a token and need none of this.
 */
export class ToolAccess {
  /** The token of the control API; `undefined` where only this machine reaches it and nothing was set. */
  readonly token: string | undefined;
  private readonly hosts: ReadonlySet<string>;

  constructor({ host, allowedHosts, controlToken }: ToolAccessOptions) {
    const own = asHostName(host);
    this.token = controlToken ?? (isLoopback(own) ? undefined : randomBytes(24).toString('base64url'));
    this.hosts = new Set([...allowedHosts.map(asHostName), ...(isWildcard(own) ? [] : [own])]);
  }

  /** The hook of what everybody may read who asks under the right name: the page's files, the samples. */
  readonly guardPage: Hook = (request, reply, done) => {
    void reply.header('content-security-policy', FRAME_ANCESTORS);
    refuseOr(done, reply, this.foreignHost(request));
  };

  /** The hook of the control API. */
  readonly guardControl: Hook = (request, reply, done) => {
    void reply.header('content-security-policy', FRAME_ANCESTORS);
    refuseOr(
      done,
      reply,
      this.foreignHost(request) ?? foreignPage(request) ?? this.noToken(request, reply) ?? noJson(request),
    );
  };

  private foreignHost({ headers: { host } }: FastifyRequest): Refusal | undefined {
    const name = hostName(host);
    if (name !== undefined && (isLoopback(name) || this.hosts.has(name))) return undefined;
    return {
      status: 403,
      message:
        `The Host header is ${JSON.stringify(host ?? '')}, which is not known to be this simulator: open it as localhost or 127.0.0.1, ` +
        'or name the host with --allow-host (allowedHosts of WhatsAppSimulator.start).',
    };
  }

  private noToken(request: FastifyRequest, reply: FastifyReply): Refusal | undefined {
    if (this.token === undefined || sameText(tokenOf(request), this.token)) return undefined;
    void reply.header('www-authenticate', 'Bearer');
    return {
      status: 401,
      message:
        'The control API asks for its token, which was printed at start (controlToken of the simulator): send the header ' +
        '"Authorization: Bearer <token>", or put ?token=<token> into the address.',
    };
  }
}

function refuseOr(done: HookHandlerDoneFunction, reply: FastifyReply, refusal: Refusal | undefined): void {
  if (refusal) void reply.status(refusal.status).send({ error: refusal.message });
  else done();
}

function foreignPage({ method, headers }: FastifyRequest): Refusal | undefined {
  if (isReading(method) || headers['sec-fetch-site'] !== 'cross-site') return undefined;
  return {
    status: 403,
    message:
      'A page of another site has sent this (Sec-Fetch-Site: cross-site), and those may change nothing here: ' +
      'use the chat page, or call from a program.',
  };
}

function noJson({ method, headers }: FastifyRequest): Refusal | undefined {
  if (isReading(method)) return undefined;
  const type = headers['content-type'];
  const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
  if (type === undefined && !hasBody) return undefined;
  if (type?.split(';', 1)[0]?.trim().toLowerCase() === 'application/json') return undefined;
  return {
    status: 415,
    message: `The Content-Type header is ${JSON.stringify(type ?? '')}: send JSON, with "Content-Type: application/json".`,
  };
}

function isReading(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}

function tokenOf({ headers: { authorization }, query }: FastifyRequest): string {
  if (authorization !== undefined) return /^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? '';
  return typeof query === 'object' && query !== null && 'token' in query ? String(query.token) : '';
}

/** Compares digests, which have one length: the time that it takes tells nothing. */
function sameText(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
