import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { isRecord } from '../engine/common/is-record.js';
import { GraphApiError } from '../engine/errors/graph-api.error.js';

/** The tokens that may call, and the app that they call for. */
export interface AuthenticationOptions {
  readonly accessTokens: readonly [string, ...string[]];
  readonly appId: string;
  readonly appSecret: string;
}

/** Checks who calls: the access token, and the app secret proof where one is given. */
export class Authentication {
  readonly appSecret: string;
  /** The app's own, which its subscriptions are set with. */
  readonly appToken: string;
  /** The token that a business which signs up gives to the app. */
  readonly businessToken: string;
  private readonly proofs: ReadonlyMap<string, Buffer>;

  constructor({ accessTokens, appId, appSecret }: AuthenticationOptions) {
    this.appSecret = appSecret;
    this.appToken = `${appId}|${appSecret}`;
    [this.businessToken] = accessTokens;
    this.proofs = new Map(
      [...accessTokens, this.appToken].map((token) => [
        token,
        createHmac('sha256', appSecret).update(token).digest(),
      ]),
    );
  }

  knows(token: string): boolean {
    return this.proofs.has(token);
  }

  /**
   * @throws GraphApiError 104 (HTTP 401) without a token, 190 (HTTP 401) for an unknown one, 100 (HTTP 400) for a wrong `appsecret_proof`
   */
  check(request: FastifyRequest<{ Querystring: Record<string, unknown> }>): void {
    const { token, proof: given } = takeCredentials(request);
    if (token === undefined) throw new GraphApiError({ code: 104, numbered: false });
    const proof = this.proofs.get(token);
    if (!proof) throw new GraphApiError({ code: 190, numbered: false });
    if (given !== undefined && !matches(given, proof)) {
      throw new GraphApiError({
        code: 100,
        numbered: false,
        type: 'GraphMethodException',
        title: 'Invalid appsecret_proof provided in the API argument',
      });
    }
  }
}

/** Takes the token from the header, the query or the body, whose token moves into the header: what is kept of a call has none in it. */
function takeCredentials(request: FastifyRequest<{ Querystring: Record<string, unknown> }>): {
  readonly token: string | undefined;
  readonly proof: unknown;
} {
  const { headers, query } = request;
  const proofOfBody = takeFromBody(request);
  const proof = query['appsecret_proof'] ?? proofOfBody;
  const { authorization: header } = headers;
  if (header !== undefined) return { token: /^(?:Bearer|OAuth) +(\S+)$/i.exec(header)?.[1], proof };
  const token = query['access_token'];
  return { token: typeof token === 'string' && token !== '' ? token : undefined, proof };
}

/** @returns the proof */
function takeFromBody(request: Pick<FastifyRequest, 'body' | 'headers'>): unknown {
  const { body } = request;
  if (!isRecord(body) || !('access_token' in body || 'appsecret_proof' in body)) return undefined;
  const { access_token, appsecret_proof, ...parameters } = body;
  request.body = parameters;
  if (typeof access_token === 'string') request.headers.authorization ??= `Bearer ${access_token}`;
  return appsecret_proof ?? undefined;
}

function matches(given: unknown, proof: Buffer): boolean {
  if (typeof given !== 'string' || !/^[0-9a-f]{64}$/i.test(given)) return false;
  return timingSafeEqual(Buffer.from(given, 'hex'), proof);
}
