import type { TranslationReport } from './translation-report.js';
import { isRecord } from '../common/internal.js';
import { eachObject, without, type JsonObject } from './json-object.js';
import { translateMediaFields } from './media.translation.js';

/** A `template` object: without its namespace and language policy, and without the providers of its media. */
export function translateTemplate(template: unknown, report: TranslationReport): unknown {
  if (!isRecord(template)) return template;
  if ('namespace' in template) {
    report.note('namespace-dropped', 'template.namespace', 'the Cloud API finds a template by its name');
  }
  const result: Record<string, unknown> = { ...without(template, 'namespace') };
  if ('language' in template) {
    result['language'] = translateLanguage(template['language'], 'template.language', report);
  }
  if ('components' in template) {
    result['components'] = translateComponents(template['components'], report);
  }
  return result;
}

/** A `language` object: the Cloud API has one policy, and need not be told it. */
export function translateLanguage(language: unknown, path: string, report: TranslationReport): unknown {
  if (!isRecord(language) || !('policy' in language)) return language;
  if (language['policy'] === 'deterministic') {
    report.note('language-policy-dropped', `${path}.policy`, '"deterministic" is the only policy there is');
  } else {
    report.warn(
      'language-fallback-dropped',
      `${path}.policy`,
      'there is no fallback language: the template must exist in exactly this one, or the send fails with 132001',
    );
  }
  return without(language, 'policy');
}

function translateComponents(components: unknown, report: TranslationReport): unknown {
  return eachObject(components, (component, at) => {
    if (!('parameters' in component)) return component;
    const parameters = eachObject(component['parameters'], (parameter, index) =>
      translateMediaFields(parameter, `template.components[${at}].parameters[${index}].`, report),
    );
    return { ...component, parameters } satisfies JsonObject;
  });
}
