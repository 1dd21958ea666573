import type { Ajv, ValidateFunction } from 'ajv';
import { isRecord } from '../../../engine/common/is-record.js';
import { schemaViolation } from '../../../engine/errors/schema-violation.js';
import { readJsonStrings, withoutNulls } from '../../../engine/common/read-parameters.js';
import { createAjv } from '../../../schemas/create-ajv.js';
import { anyCase } from '../../../schemas/keywords.js';
import type { JsonSchema } from '../../../schemas/shared/json-schema.js';
import type { GraphRequest } from './graph-call.js';

/** Checks the bodies of calls by JSON Schemas, each compiled when it is first needed. */
export class GraphBodies {
  private ajv: Ajv | undefined;
  private readonly compiled = new Map<JsonSchema, ValidateFunction>();

  /**
   * The body together with the query, in which Graph takes parameters as well; figures and truth values may be strings,
   * and null is absent.
   * @throws GraphApiError 100, 131008 or 131009
   */
  read(request: GraphRequest, schema: JsonSchema): Readonly<Record<string, unknown>> {
    const { access_token: _token, appsecret_proof: _proof, ...query } = request.query;
    const given = { ...query, ...(isRecord(request.body) ? request.body : {}) };
    return this.check(readJsonStrings(withoutNulls(given), structured(schema)), schema);
  }

  /**
   * Checks parameters from anywhere; figures and truth values may be strings, and are such no more afterwards.
   * @throws GraphApiError 100, 131008 or 131009
   */
  check<T extends Readonly<Record<string, unknown>>>(parameters: T, schema: JsonSchema): T {
    let valid = this.compiled.get(schema);
    if (!valid) {
      this.ajv ??= createAjv({ strictTypes: false, coerceTypes: true }).addKeyword(anyCase);
      valid = this.ajv.compile(schema);
      this.compiled.set(schema, valid);
    }
    if (!valid(parameters)) throw schemaViolation(valid.errors?.[0], parameters);
    return parameters;
  }
}

/** The parameters that are objects or lists. */
function structured(schema: JsonSchema): string[] {
  const members: Readonly<Record<string, JsonSchema>> = schema['properties'] ?? {};
  return Object.keys(members).filter((name) => /^(?:object|array)$/.test(String(members[name]?.['type'])));
}
