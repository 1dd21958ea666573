import { createRequire } from 'node:module';
import type { Ajv, Options } from 'ajv';

const require = createRequire(import.meta.url);

/**
 * A compiler of schemas. ajv is loaded when the first body is to be checked, not when the simulator starts; by `require`,
 * because a body is checked while its sender waits for the answer of a synchronous call.
 */
export function createAjv(options: Options): Ajv {
  const ajv: typeof import('ajv') = require('ajv');
  return new ajv.Ajv(options);
}
