import { GraphApiError } from '../../engine/errors/graph-api.error.js';
import { queryText, type GraphRequest } from './graph-call.js';

const DEFAULT_LIMIT = 25;
const MAX_LIMIT = 1024;

/**
 * A page of a list, with cursors as Graph has them.
 * @throws GraphApiError 131059 for a cursor that is none
 */
export function page(
  request: GraphRequest,
  items: readonly Readonly<Record<string, unknown>>[],
): Readonly<Record<string, unknown>> {
  const limit = Math.min(Number(queryText(request, 'limit') ?? DEFAULT_LIMIT) || DEFAULT_LIMIT, MAX_LIMIT);
  const [after, before] = [placeOf(request, 'after'), placeOf(request, 'before')];
  const start = after === undefined ? Math.max(0, (before ?? limit) - limit) : after + 1;
  const data = items.slice(start, before === undefined ? start + limit : before);
  if (data.length === 0) return { data };
  const end = start + data.length - 1;
  const cursors = { before: cursor(start), after: cursor(end) };
  return {
    data,
    paging: {
      cursors,
      ...(end + 1 < items.length ? { next: pageUrl(request, 'after', cursors.after) } : {}),
      ...(start > 0 ? { previous: pageUrl(request, 'before', cursors.before) } : {}),
    },
  };
}

function cursor(place: number): string {
  return Buffer.from(`cursor:${place}`).toString('base64url');
}

function placeOf(request: GraphRequest, name: string): number | undefined {
  const text = queryText(request, name);
  if (text === undefined || text === '') return undefined;
  const place = /^cursor:(\d+)$/.exec(Buffer.from(text, 'base64url').toString())?.[1];
  if (place !== undefined) return Number(place);
  throw new GraphApiError({ code: 131059, details: `The cursor in "${name}" is invalid or has expired.` });
}

function pageUrl(request: GraphRequest, side: 'after' | 'before', place: string): string {
  const url = new URL(request.url, `${request.protocol}://${request.host}`);
  for (const name of ['after', 'before', 'access_token']) url.searchParams.delete(name);
  url.searchParams.set(side, place);
  return url.href;
}
