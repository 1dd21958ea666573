import type { FastifyReply, FastifyRequest } from 'fastify';
import { askedFields, type AskedField } from '../../../engine/common/asked-fields.js';

/** A Graph route: a version, a node's id, and perhaps more. */
export interface GraphRoute {
  Params: { readonly version: string; readonly id: string; readonly sub?: string; readonly last?: string };
  Querystring: Record<string, unknown>;
}

/** The methods that Graph calls have. */
export type GraphMethod = 'GET' | 'POST' | 'DELETE';

/** A call of the Graph API. */
export type GraphRequest = FastifyRequest<GraphRoute>;

/** The faults that may hit a call. */
export type GraphEndpoint = 'messages' | 'media' | 'any';

/** Carries a call out: the answer is its result. @throws GraphApiError */
export type GraphHandler = (request: GraphRequest, reply: FastifyReply) => unknown;

/** A query parameter that is one string. */
export function queryText(request: GraphRequest, name: string): string | undefined {
  const value = request.query[name];
  return typeof value === 'string' ? value : undefined;
}

/** The fields that a call asks for; `undefined` where it names none. */
export function askedOf(request: GraphRequest): readonly AskedField[] | undefined {
  const fields = queryText(request, 'fields');
  return fields ? askedFields(fields) : undefined;
}

/** The words of a query parameter that takes one or, as a list in JSON, several of them. */
export function queryWords(request: GraphRequest, name: string): string[] | undefined {
  return queryText(request, name)?.split(/\W+/);
}

/** The items of a list, which Graph also takes as text: `[1,2]`, `["A","B"]`, `1,2`. */
export function listArgument(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(String);
  return (typeof value === 'string' ? value : '').match(/[\w+.-]+/g) ?? [];
}

/** 24 of `v24.0`. */
export function graphVersion(request: GraphRequest): number {
  return Number.parseInt(request.params.version.slice(1), 10);
}
