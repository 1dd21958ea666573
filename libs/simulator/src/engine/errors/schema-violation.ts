import type { ErrorObject } from 'ajv';
import { GraphApiError } from './graph-api.error.js';
import { missingParameter } from './missing-parameter.js';
import { isRecord } from '../common/is-record.js';

/** Parameters whose absence Meta reports with code 100 instead of 131008. */
const BASIC_PARAMETERS = new Set(['messaging_product', 'to', 'type', 'status', 'message_id']);

/**
 * Says in Meta's words what a schema found: 100 for an unknown member and for one that is too long, 131008 for a missing
 * one, 131009 for any other bad value.
 */
export function schemaViolation(error: ErrorObject | undefined, body: unknown): GraphApiError {
  if (!error) return new GraphApiError({ code: 131009 });
  const param = paramName(error.instancePath);
  const { keyword, params } = error;
  if (keyword === 'additionalProperties') {
    const key = String(params['additionalProperty']).slice(0, 100);
    const message = `Unexpected key "${key}" on param "${param || 'message'}".`;
    return new GraphApiError({ code: 100, title: message, details: message });
  }
  if (keyword === 'required') {
    const missing = String(params['missingProperty']);
    if (param === '' && BASIC_PARAMETERS.has(missing)) {
      return missingParameter(missing);
    }
    const type =
      isRecord(body) && typeof body['type'] === 'string' ? ` for type '${body['type'].slice(0, 50)}'` : '';
    return new GraphApiError({
      code: 131008,
      details: `Parameter '${paramName(`${error.instancePath}/${missing}`)}' is mandatory${type}.`,
    });
  }
  if (keyword === 'discriminator') {
    const tag = paramName(`${error.instancePath}/${params['tag']}`);
    return new GraphApiError({
      code: 131009,
      details: `Param ${tag} must be one of the documented values here.`,
    });
  }
  const details = `Param ${param || 'message'} ${expectation(error)}.`;
  // Graph itself counts the characters of a parameter; those within an interactive message or a template it leaves to WhatsApp.
  if (keyword === 'maxLength' && !/^\/(?:interactive|template)\//.test(error.instancePath)) {
    return new GraphApiError({ code: 100, title: details, details });
  }
  return new GraphApiError({ code: 131009, details });
}

function expectation(error: ErrorObject): string {
  const { keyword, params, message } = error;
  switch (keyword) {
    case 'maxLength':
      return `must be at most ${params['limit']} characters long`;
    case 'minLength':
      return params['limit'] === 1
        ? 'must not be empty'
        : `must be at least ${params['limit']} characters long`;
    case 'type':
      return `must be of type ${String(params['type']).replace(',', ' or ')}`;
    case 'const':
      return `must be ${JSON.stringify(params['allowedValue'])}`;
    case 'enum':
      return `must be one of ${JSON.stringify(params['allowedValues'])}`;
    case 'not':
      return 'is not allowed here';
    default:
      return message ?? 'is not valid';
  }
}

/** A JSON pointer in Meta's notation: `/text/body` becomes `text['body']`. */
function paramName(pointer: string): string {
  const [, first, ...rest] = pointer.split('/');
  if (first === undefined) return '';
  const steps = rest.map((step) =>
    /^\d+$/.test(step) ? `[${step}]` : `['${step.replaceAll('~1', '/').replaceAll('~0', '~')}']`,
  );
  return `${first}${steps.join('')}`;
}
