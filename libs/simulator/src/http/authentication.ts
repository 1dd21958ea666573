import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { GraphApiError } from '../engine/errors/graph-api.error.js';

/** Checks who calls: the access token, and the app secret proof where one is given. */
export class Authentication {
  private readonly proofs: ReadonlyMap<string, Buffer>;

  constructor(accessTokens: readonly string[], appSecret: string) {
    this.proofs = new Map(
      accessTokens.map((token) => [token, createHmac('sha256', appSecret).update(token).digest()]),
    );
  }

  /**
   * @throws GraphApiError 190 (HTTP 401) without a valid token, 100 (HTTP 400) for a wrong `appsecret_proof`
   */
  check(request: FastifyRequest<{ Querystring: Record<string, unknown> }>): void {
    const token = tokenOf(request);
    if (token === undefined) {
      throw new GraphApiError({
        code: 190,
        numbered: false,
        title: 'An access token is required to request this resource.',
      });
    }
    const proof = this.proofs.get(token);
    if (!proof) throw new GraphApiError({ code: 190, numbered: false });
    const given = request.query['appsecret_proof'];
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

function tokenOf(request: FastifyRequest<{ Querystring: Record<string, unknown> }>): string | undefined {
  const header = request.headers.authorization;
  if (header !== undefined) return /^(?:Bearer|OAuth) +(\S+)$/i.exec(header)?.[1];
  const query = request.query['access_token'];
  return typeof query === 'string' && query !== '' ? query : undefined;
}

function matches(given: unknown, proof: Buffer): boolean {
  if (typeof given !== 'string' || !/^[0-9a-f]{64}$/i.test(given)) return false;
  return timingSafeEqual(Buffer.from(given, 'hex'), proof);
}
