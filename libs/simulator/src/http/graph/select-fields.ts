import { askedFields } from '../../engine/common/asked-fields.js';
import { GraphApiError } from '../../engine/errors/graph-api.error.js';

/** What is read of a node: each field that it has; `undefined` is left out. */
export type NodeFields = Readonly<Record<string, unknown>>;

/**
 * The asked fields of a node and its id.
 * @throws GraphApiError 100 for a field that the node does not have
 */
export function selectFields(
  node: NodeFields,
  type: string,
  fields: string | undefined,
  defaults: readonly string[],
): Readonly<Record<string, unknown>> {
  const asked = fields === undefined || fields === '' ? defaults : askedFields(fields);
  const selected: Record<string, unknown> = {};
  for (const name of [...asked, 'id']) {
    if (!Object.hasOwn(node, name)) {
      throw new GraphApiError({
        code: 100,
        title: `Tried accessing nonexisting field (${name}) on node type (${type})`,
      });
    }
    if (node[name] !== undefined) selected[name] = node[name];
  }
  return selected;
}
