import { loadUndici } from '../../load-undici.js';
import type { GraphMethod, GraphRequest } from './graph-call.js';

/** A call that the simulator makes of itself. */
export interface OwnCall {
  readonly method: GraphMethod;
  /** The path from the version on, and the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}

/** The answer to such a call. */
export interface OwnAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Makes a call as if it came alone, on the address that another one came in on. */
export async function ownCall({ socket, headers }: GraphRequest, call: OwnCall): Promise<OwnAnswer> {
  const { localAddress = '127.0.0.1', localPort, localFamily } = socket;
  const host = localFamily === 'IPv6' ? `[${localAddress}]` : localAddress;
  const { request } = await loadUndici();
  const answer = await request(`http://${host}:${localPort}${call.path}`, {
    method: call.method,
    // Addresses in answers are those that the caller knows.
    headers: { ...(headers.host === undefined ? {} : { host: headers.host }), ...call.headers },
    ...(call.body === undefined ? {} : { body: call.body }),
  });
  return { status: answer.statusCode, headers: answer.headers, body: await answer.body.text() };
}

/** Returns the headers of the caller, for calls that are made of this one. */
export function identityOf({ headers, query }: GraphRequest): Readonly<Record<string, string>> {
  const { access_token: token } = query;
  const authorization = headers.authorization ?? (typeof token === 'string' ? `Bearer ${token}` : undefined);
  return authorization === undefined ? {} : { authorization };
}
