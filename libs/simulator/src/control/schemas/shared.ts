import { list, STRING, type JsonSchema } from '../../schemas/shared/json-schema.js';

/** Any JSON value. */
export const ANYTHING: JsonSchema = {};
export const NUMBER: JsonSchema = { type: 'number' };
export const INTEGER: JsonSchema = { type: 'integer' };
export const TIME: JsonSchema = { type: 'string', format: 'date-time' };
export const TIME_OR_NULL: JsonSchema = { type: ['string', 'null'] };
/** An object with any members. */
export const FREE: JsonSchema = { type: 'object' };
export const STRINGS = list(STRING, 0);

/** A reference to a named schema of the document. */
export function ref(name: string): JsonSchema {
  return { $ref: `#/components/schemas/${name}` };
}

/** A list of such. */
export function listOf(name: string): JsonSchema {
  return list(ref(name), 0);
}

/** The schemas of one feature by name. */
export type Schemas = Readonly<Record<string, JsonSchema>>;
