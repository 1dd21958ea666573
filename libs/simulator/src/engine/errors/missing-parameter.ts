import { GraphApiError } from './graph-api.error.js';

/** Meta's answer to a call that lacks one of its basic parameters. */
export function missingParameter(name: string): GraphApiError {
  return new GraphApiError({
    code: 100,
    title: `The parameter ${name} is required.`,
    details: `Parameter '${name}' is required.`,
  });
}
