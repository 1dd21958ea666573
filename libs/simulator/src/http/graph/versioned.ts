import { DEFAULT_GRAPH_VERSION } from '../../engine/messages/message-intake.js';

/** A path that begins with a node's id. */
const WITHOUT_VERSION = /^\/\d+(?=[/?]|$)/;

/** A call that names no Graph version gets the one that is used then; every other URL stays as it is. */
export function versioned(url: string): string {
  return WITHOUT_VERSION.test(url) ? `/v${DEFAULT_GRAPH_VERSION}.0${url}` : url;
}
