import { isRecord, textAt } from '../../../engine/common/is-record.js';
import type { GraphMethod, GraphRequest } from '../routing/graph-call.js';
import { ownCall } from '../routing/own-call.js';

/** The context that the parts of a batch share. */
export interface BatchContext {
  /** The version of a part that names none: `v24.0`. */
  readonly version: string;
  /** The headers that name the caller, where a part does not. */
  readonly headers: Readonly<Record<string, string>>;
  readonly withHeaders: boolean;
}

/** The answer to one call of a batch; `null` where the caller asked for none, and where none came. */
export interface BatchAnswer {
  readonly code: number;
  readonly headers?: readonly { readonly name: string; readonly value: string }[];
  readonly body: string;
}

const METHODS = ['GET', 'POST', 'DELETE'] satisfies GraphMethod[];
const HAS_TOKEN = /(?:^|[?&"{,\s])access_token["=]/;

/** Makes one call of a batch, as if it came alone. */
export async function batchPart(
  request: GraphRequest,
  part: unknown,
  { version, headers, withHeaders }: BatchContext,
): Promise<BatchAnswer | null> {
  const named = (textAt(part, 'method') ?? '').toUpperCase();
  const method = METHODS.find((known) => known === named) ?? 'GET';
  const path = (textAt(part, 'relative_url') ?? '').replace(/^\/+/, '');
  // Read as a URL before the version is looked for: no dots in it lead out of Graph.
  const { pathname, search } = new URL(`/${path}`, 'http://graph');
  const body = method === 'GET' ? undefined : textAt(part, 'body');
  const own = HAS_TOKEN.test(path) || HAS_TOKEN.test(body ?? '');
  const answer = await ownCall(request, {
    method,
    path: /^\/v\d+\.\d+\//.test(pathname) ? `${pathname}${search}` : `/${version}${pathname}${search}`,
    headers: {
      ...(own ? {} : headers),
      ...(body === undefined ? {} : { 'content-type': contentType(body) }),
    },
    body,
  }).catch(() => undefined);
  // Meta writes null where a call did not come to its end.
  if (!answer) return null;
  if (answer.status === 200 && isRecord(part) && part['omit_response_on_success'] === true) return null;
  const list = Object.entries(answer.headers).map(([name, value]) => ({ name, value: String(value) }));
  return { code: answer.status, ...(withHeaders ? { headers: list } : {}), body: answer.body };
}

/** Meta's own examples write parameters as a form; some clients put JSON there. */
function contentType(body: string): string {
  return body.trimStart().startsWith('{') ? 'application/json' : 'application/x-www-form-urlencoded';
}
