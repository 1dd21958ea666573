import { isRecord } from '../../common/is-record.js';
import type { FlowPropertyKind } from './flow-components.js';
import type { FlowJsonProblem } from './flow-json-problem.js';
import { isDynamic, type Placed } from './flow-screen.js';
import { memberPath } from './json-places.js';

/** The properties of an object of a flow's JSON. */
export interface FlowObjectShape {
  /** The name in messages; none: its path is enough. */
  readonly name?: string;
  readonly required: Readonly<Record<string, FlowPropertyKind>>;
  readonly optional: Readonly<Record<string, FlowPropertyKind>>;
}

/** Checks the properties of an object: unknown, missing, or of another type. */
export function shapeProblems(
  { value, path }: Placed<Readonly<Record<string, unknown>>>,
  { name, required, optional }: FlowObjectShape,
): FlowJsonProblem[] {
  const where = name === undefined ? `'${pathText(path)}'` : `'${name}' on '${pathText(path)}'`;
  const missing = Object.keys(required)
    .filter((property) => value[property] === undefined)
    .map((property) => ({
      error: property === 'type' ? 'MISSING_REQUIRED_TYPE_PROPERTY' : 'MISSING_REQUIRED_PROPERTY',
      message: `Required property '${property}' is missing.`,
      paths: [path],
    }));
  const others = Object.entries(value).flatMap(([property, member]): FlowJsonProblem[] => {
    const paths = [memberPath(path, property)];
    const kind = property in required ? required[property] : optional[property];
    if (kind === undefined || !(property in required || property in optional)) {
      const message = `Property '${property}' cannot be specified at ${where}.`;
      return [{ error: 'INVALID_PROPERTY_KEY', message, paths }];
    }
    if (isOf(kind, member)) return [];
    const [expected, found] = [
      kind === 'action' ? 'object' : kind === 'components' ? 'array' : kind,
      typeOf(member),
    ];
    const message = `Expected property '${pathText(paths[0] ?? '')}' to be of type ${expected}, but found ${found}.`;
    return [{ error: 'INVALID_PROPERTY_TYPE', message, paths }];
  });
  return [...missing, ...others];
}

/** A path as messages have it: `$root/screens/0/layout`. */
export function pathText(path: string): string {
  const steps = path
    .replaceAll(/\[(\d+)\]/g, '.$1')
    .split('.')
    .filter(Boolean);
  return ['$root', ...steps].join('/');
}

function isOf(kind: FlowPropertyKind, value: unknown): boolean {
  if (kind === 'action') return isRecord(value);
  if (kind === 'components') return Array.isArray(value);
  if (kind === 'any' || isDynamic(value)) return true;
  // Numbers may be written as texts.
  if (kind === 'number')
    return typeof value === 'number' || (typeof value === 'string' && /^\d+$/.test(value));
  return typeOf(value) === kind;
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
