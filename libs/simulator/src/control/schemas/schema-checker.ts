import type { Ajv, ValidateFunction } from 'ajv';
import { createAjv } from '../../schemas/create-ajv.js';
import type { JsonSchema } from '../../schemas/shared/json-schema.js';

/** Checks values by schemas, each compiled when it is first needed. */
export class SchemaChecker {
  private ajv: Ajv | undefined;
  private readonly compiled = new Map<JsonSchema, ValidateFunction>();

  /**
   * Finds what is wrong with a value, by the path of the member at fault.
   * @param name what to call the value
   * @returns `undefined` where it keeps the schema
   */
  problem(schema: JsonSchema, value: unknown, name: string): string | undefined {
    this.ajv ??= createAjv({ discriminator: true, strictTypes: false, validateFormats: false });
    let validate = this.compiled.get(schema);
    if (!validate) {
      validate = this.ajv.compile(schema);
      this.compiled.set(schema, validate);
    }
    return validate(value) ? undefined : this.ajv.errorsText(validate.errors, { dataVar: name });
  }
}
