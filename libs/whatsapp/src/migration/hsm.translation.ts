import { WhatsAppValidationError } from '../errors/index.js';
import type { TranslationReport } from './translation-report.js';
import { isRecord } from '../common/internal.js';
import type { JsonObject } from './json-object.js';
import { translateLanguage } from './template.translation.js';

/**
 * An `hsm` object as a `template` object (On-Premises migration, hsm to template). It had a body only, so there is no header
 * and no button to translate.
 */
export function translateHsm(hsm: unknown, report: TranslationReport): JsonObject {
  if (!isRecord(hsm)) throw missing('hsm', 'an object with element_name, language and localizable_params');
  const { element_name: name, namespace, language, localizable_params: params = [] } = hsm;
  if (typeof name !== 'string') throw missing('hsm.element_name', 'the name of the template');
  if (!Array.isArray(params)) throw missing('hsm.localizable_params', 'a list of parameters');

  report.note('hsm-to-template', 'hsm', 'is sent as the template of the same name');
  if (namespace !== undefined) {
    report.note('namespace-dropped', 'hsm.namespace', 'the Cloud API finds a template by its name');
  }
  return {
    name,
    language: translateLanguage(language, 'hsm.language', report),
    ...(params.length > 0 && {
      components: [{ type: 'body', parameters: params.map((param, index) => toParameter(param, index)) }],
    }),
  };
}

function toParameter(param: unknown, index: number): JsonObject {
  const path = `hsm.localizable_params[${index}]`;
  if (!isRecord(param)) throw missing(path, 'an object with `default`');
  const { default: text, currency, date_time: dateTime } = param;
  if (typeof text !== 'string') throw missing(`${path}.default`, 'a string');
  if (isRecord(currency)) {
    const { currency_code: code, amount_1000 } = currency;
    return { type: 'currency', currency: { fallback_value: text, code, amount_1000 } };
  }
  // Meta shows the fallback text whatever else a date says.
  if (isRecord(dateTime)) return { type: 'date_time', date_time: { fallback_value: text } };
  return { type: 'text', text };
}

function missing(path: string, expected: string): WhatsAppValidationError {
  return new WhatsAppValidationError([{ path, message: `is required: it must be ${expected}` }]);
}
