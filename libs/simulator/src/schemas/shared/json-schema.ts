import type { SchemaObject } from 'ajv';

/** A JSON Schema (draft 7, with the keywords of `keywords.ts`). */
export type JsonSchema = SchemaObject;

/** The members of an object, each with its schema. */
export type Members = Readonly<Record<string, JsonSchema>>;

/** An object with these members and no others. */
export function object(required: Members, optional: Members = {}, rules: JsonSchema = {}): JsonSchema {
  return {
    type: 'object',
    required: Object.keys(required),
    properties: { ...required, ...optional },
    additionalProperties: false,
    ...rules,
  };
}

/** An object with these members, where Meta may know others that the reference does not list. */
export function openObject(required: Members, optional: Members = {}): JsonSchema {
  return { type: 'object', required: Object.keys(required), properties: { ...required, ...optional } };
}

/** A string with at least one character, and at most `maxLength` where given. */
export function text(maxLength?: number): JsonSchema {
  return maxLength === undefined
    ? { type: 'string', minLength: 1 }
    : { type: 'string', minLength: 1, maxLength };
}

/** One of these words. */
export function oneOf(...values: readonly string[]): JsonSchema {
  return { type: 'string', enum: values };
}

/** A list of at least `minItems` and at most `maxItems`. */
export function list(items: JsonSchema, minItems = 1, maxItems?: number, rules: JsonSchema = {}): JsonSchema {
  return { type: 'array', items, minItems, ...(maxItems === undefined ? {} : { maxItems }), ...rules };
}

/**
 * Where `condition` holds, `consequence` must too; elsewhere `otherwise`. Written with `else` alone: an object with
 * the keyword for the other branch would pass for a promise.
 */
export function when(condition: JsonSchema, consequence: JsonSchema, otherwise?: JsonSchema): JsonSchema {
  const rule = { if: { not: condition }, else: consequence };
  return otherwise ? { allOf: [rule, { if: condition, else: otherwise }] } : rule;
}

/** Any string. */
export const STRING: JsonSchema = { type: 'string' };
/** Any truth value. */
export const BOOLEAN: JsonSchema = { type: 'boolean' };
/** Data of the caller's own shape. */
export const FREE_OBJECT: JsonSchema = { type: 'object' };
/** A web address. */
export const WEB_URL: JsonSchema = { type: 'string', pattern: '^https?://\\S' };
/** Never allowed here. */
export const FORBIDDEN: JsonSchema = { not: {} };
