import { DEFAULT_GRAPH_VERSION } from '../../engine/messages/message-intake.js';

/** A path that begins with a node's id, or is about a token. */
const WITHOUT_VERSION = /^\/(?:\d+|oauth|debug_token)(?=[/?]|$)/;
/** Several nodes or an edge of each, or several calls, at once; any other GET of the root is the chat page's. */
const SEVERAL = { GET: /^\/(?!simulator)\w*\?(?:.*&)?ids=/, POST: /^\/(?:\?|$)/ };

/** A call that names no Graph version gets the one that is used then; every other URL stays as it is. */
export function versioned(url: string, method: string | undefined): string {
  const several = method === 'GET' || method === 'POST' ? SEVERAL[method].test(url) : false;
  return several || WITHOUT_VERSION.test(url) ? `/v${DEFAULT_GRAPH_VERSION}.0${url}` : url;
}
