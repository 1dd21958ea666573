import { createHash } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import type { GraphApiError } from '../../../engine/errors/graph-api.error.js';

const TRACE = 'x-fb-trace-id';
/** The code of a token that is none. */
const INVALID_TOKEN = 190;

/** Adds the headers of every Graph answer. @param version `v24.0` */
export function addGraphHeaders(reply: FastifyReply, version: string, trace: string): void {
  reply.header('facebook-api-version', version).header(TRACE, trace);
}

/** The trace of an answer, which an error repeats as `fbtrace_id`. */
export function traceOf(reply: FastifyReply): string {
  return String(reply.getHeader(TRACE) ?? '');
}

/** `WWW-Authenticate`, as it stands on errors of the type OAuthException, whatever they are about. */
export function challengeOf({ code, type, message }: GraphApiError): Readonly<Record<string, string>> {
  if (type !== 'OAuthException') return {};
  const kind = code === INVALID_TOKEN ? 'invalid_token' : 'invalid_request';
  // A header takes printable ASCII only.
  const text = message.replace(/[^ -~]/g, '?').replace(/["\\]/g, '\\$&');
  return { 'www-authenticate': `OAuth "Facebook Platform" "${kind}" "${text}"` };
}

/** Answers a reading call: with 304 and nothing else where the caller has the same answer already. */
export function sendTagged(reply: FastifyReply, answer: unknown): FastifyReply {
  const body = JSON.stringify(answer);
  const tag = `"${createHash('sha1').update(body).digest('hex')}"`;
  reply.header('etag', tag);
  const known = reply.request.headers['if-none-match']?.trim().split(/\s*,\s*/) ?? [];
  if (['*', tag, `W/${tag}`].some((each) => known.includes(each))) return reply.status(304).send();
  return reply.header('content-type', 'application/json; charset=UTF-8').send(body);
}
