import type { AskedField } from '../../../engine/common/asked-fields.js';
import { isRecord } from '../../../engine/common/is-record.js';
import { GraphApiError } from '../../../engine/errors/graph-api.error.js';

/** A field that looks at how it is asked for, an edge for instance; it is read only where it is asked for. */
export class ComputedField {
  constructor(readonly read: (asked: AskedField) => unknown) {}
}

/** The readers of a node's fields; a value of `undefined` is left out. */
export type NodeFields = Readonly<Record<string, unknown>>;

/** The way in which fields of a node are chosen. */
export interface FieldChoice {
  /** Meta's name of the node: `WhatsAppBusinessAccount`. */
  readonly type: string;
  /** The fields that are shown where none are asked for. */
  readonly defaults: readonly string[];
  /** The fields that are shown in any case. @default ['id'] */
  readonly always?: readonly string[];
}

/**
 * The asked fields of a node.
 * @param asked what the call names, if anything
 * @throws GraphApiError 100 for a field that the node does not have
 */
export function selectFields(
  node: NodeFields,
  asked: readonly AskedField[] | undefined,
  { type, defaults, always = ['id'] }: FieldChoice,
): Readonly<Record<string, unknown>> {
  const selected: Record<string, unknown> = {};
  const put = (field: AskedField) => {
    const { name } = field;
    if (!Object.hasOwn(node, name)) {
      throw new GraphApiError({
        code: 100,
        title: `Tried accessing nonexisting field (${name}) on node type (${type})`,
      });
    }
    const value = node[name];
    const shown = value instanceof ComputedField ? value.read(field) : narrowed(value, field.fields);
    if (shown !== undefined) selected[field.arguments['as'] ?? name] = shown;
  };
  for (const field of asked ?? defaults.map(named)) put(field);
  for (const name of always) if (!Object.hasOwn(selected, name)) put(named(name));
  return selected;
}

function named(name: string): AskedField {
  return { name, arguments: {} };
}

/** Returns the members of a value that is no node which are asked for: one that it lacks at present is left out. */
export function narrowed(value: unknown, fields: readonly AskedField[] | undefined): unknown {
  if (!fields) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => narrowed(item, fields));
  if (!isRecord(value)) return value;
  const members = fields.filter(({ name }) => Object.hasOwn(value, name));
  return Object.fromEntries(members.map((field) => [field.name, narrowed(value[field.name], field.fields)]));
}
