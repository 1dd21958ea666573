import type { WhatsAppAccount } from '../../accounts/index.js';
import type { GraphClient, GraphQuery } from '../../graph/index.js';
import { isRecord, recordsIn } from '../../common/internal.js';
import { textOf, type JsonPart } from './message-template.js';

/** A list of Graph goes on for at most so many pages: one that never ends is a mistake. */
const MAX_PAGES = 1000;

/** The items of a list of Graph, page after page. */
export async function* pagesOf(
  graph: GraphClient,
  account: WhatsAppAccount,
  path: string,
  query: GraphQuery,
  signal?: AbortSignal,
): AsyncGenerator<JsonPart> {
  let after: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const answer = await graph.get(account, path, { query: { ...query, after }, signal, accept: readPage });
    yield* recordsIn(answer['data']);
    after = nextCursor(answer['paging']);
    if (after === undefined) return;
  }
}

function readPage(answer: unknown): JsonPart | undefined {
  return isRecord(answer) && Array.isArray(answer['data']) ? answer : undefined;
}

/** Returns the cursor of the next page. The last page has cursors too; only `next` tells that there are more. */
function nextCursor(paging: unknown): string | undefined {
  if (!isRecord(paging) || paging['next'] === undefined || !isRecord(paging['cursors'])) return undefined;
  return textOf(paging['cursors'], 'after');
}
