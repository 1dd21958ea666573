import type { AskedField } from '../../../engine/common/asked-fields.js';
import { GraphApiError } from '../../../engine/errors/graph-api.error.js';
import type { GraphRequest } from './graph-call.js';

const DEFAULT_LIMIT = 25;
const MAX_LIMIT = 1024;

type Items = readonly Readonly<Record<string, unknown>>[];
type Arguments = Readonly<Record<string, unknown>>;

/**
 * A page of a list, with cursors as Graph has them, and with the summary that is asked for.
 * @param summary what may be asked for there beside `total_count`
 * @throws GraphApiError 131059 for a cursor that is none, 100 for a limit that is none, and for something that the summary does not have
 */
export function page(
  request: GraphRequest,
  items: Items,
  summary: Arguments = {},
): Readonly<Record<string, unknown>> {
  return pageOf(items, request.query, addressOf(request), summary);
}

/** The same of a list that is asked for as a field of its node: `edge.limit(1){a}`. */
export function edgePage(
  request: GraphRequest,
  path: string,
  { name, arguments: given }: AskedField,
  items: Items,
  summary: Arguments = {},
): Readonly<Record<string, unknown>> {
  const url = addressOf(request);
  url.pathname = `/${request.params.version}/${path}/${name}`;
  url.search = new URLSearchParams(given).toString();
  return pageOf(items, given, url, summary);
}

function pageOf(
  items: Items,
  asked: Arguments,
  url: URL,
  summary: Arguments,
): Readonly<Record<string, unknown>> {
  const limit = limitOf(asked);
  const [after, before] = [placeOf(asked, 'after'), placeOf(asked, 'before')];
  const start = after === undefined ? Math.max(0, (before ?? limit) - limit) : after + 1;
  const data = items.slice(start, before === undefined ? start + limit : before);
  const summed = summaryOf(asked, { total_count: items.length, ...summary });
  if (data.length === 0) return { data, ...summed };
  const end = start + data.length - 1;
  const cursors = { before: cursor(start), after: cursor(end) };
  return {
    data,
    paging: {
      cursors,
      ...(end + 1 < items.length ? { next: pageUrl(url, 'after', cursors.after) } : {}),
      ...(start > 0 ? { previous: pageUrl(url, 'before', cursors.before) } : {}),
    },
    ...summed,
  };
}

/** None for a limit of 0: a summary may be all that is wanted. */
function limitOf({ limit: asked }: Arguments): number {
  if (asked === undefined || asked === '') return DEFAULT_LIMIT;
  const limit = Number(asked);
  if (Number.isInteger(limit) && limit >= 0) return Math.min(limit, MAX_LIMIT);
  throw new GraphApiError({
    code: 100,
    title: `param limit must be ${Number.isInteger(limit) ? 'non-negative' : 'an integer'}.`,
  });
}

/** `summary=total_count`, `summary=true`, or a list of both kinds of words as JSON. */
function summaryOf({ summary: asked }: Arguments, known: Arguments): { readonly summary?: Arguments } {
  const words = typeof asked === 'string' ? (asked.match(/\w+/g) ?? []) : [];
  if (words.length === 0 || words[0] === 'false') return {};
  const names = words[0] === 'true' || words[0] === '1' ? ['total_count'] : words;
  const unknown = names.find((name) => !Object.hasOwn(known, name));
  if (unknown !== undefined) {
    throw new GraphApiError({ code: 100, title: `Tried accessing nonexisting summary (${unknown})` });
  }
  return { summary: Object.fromEntries(names.map((name) => [name, known[name]])) };
}

function cursor(place: number): string {
  return Buffer.from(`cursor:${place}`).toString('base64url');
}

function placeOf(asked: Arguments, name: string): number | undefined {
  const text = asked[name];
  if (typeof text !== 'string' || text === '') return undefined;
  const place = /^cursor:(\d+)$/.exec(Buffer.from(text, 'base64url').toString())?.[1];
  if (place !== undefined) return Number(place);
  throw new GraphApiError({ code: 131059, details: `The cursor in "${name}" is invalid or has expired.` });
}

function addressOf(request: GraphRequest): URL {
  return new URL(request.url, `${request.protocol}://${request.host}`);
}

function pageUrl(address: URL, side: 'after' | 'before', place: string): string {
  const url = new URL(address);
  for (const name of ['after', 'before', 'access_token']) url.searchParams.delete(name);
  url.searchParams.set(side, place);
  return url.href;
}
