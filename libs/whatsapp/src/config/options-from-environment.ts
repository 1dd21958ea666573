import { WhatsAppConfigurationError } from '../errors/index.js';
import { hideOptionSecrets } from './hide-option-secrets.js';
import { optionsTable, type OptionFacts } from './options-table.js';
import type { WhatsAppModuleOptions } from './dto/whatsapp-options.js';

/**
 * Reads the options from environment variables, whose names and types are in {@link optionsTable}. Logged they show no secret.
 *
 * @throws WhatsAppConfigurationError that names every variable which is not the number or word that it should be
 */
export function optionsFromEnvironment(
  env: Readonly<Record<string, string | undefined>>,
): WhatsAppModuleOptions {
  const problems: string[] = [];
  const options: WhatsAppModuleOptions & Record<string, unknown> = {};
  const sections: Record<string, Record<string, unknown>> = {};
  for (const [path, { type, variable }] of Object.entries(optionsTable)) {
    if (variable === undefined) continue;
    const [name = '', key] = path.split('.');
    const into = key === undefined ? options : (sections[name] ??= {});
    const text = env[variable]?.trim() ?? '';
    into[key ?? name] =
      text === '' ? undefined : read(type, text, (expected) => problems.push(`${variable}: ${expected}`));
  }
  if (problems.length > 0) throw new WhatsAppConfigurationError(problems);
  return hideOptionSecrets(Object.assign(options, sections));
}

function read(type: OptionFacts['type'], text: string, refuse: (expected: string) => void): unknown {
  if (type === 'text') return text;
  if (type === 'texts') {
    const items = text.split(',').map((item) => item.trim());
    const given = items.filter((item) => item !== '');
    return given.length === 0 ? undefined : given;
  }
  if (type === 'number') {
    if (/^\d{1,15}$/.test(text)) return Number(text);
    return refuse('expected a whole number, digits only');
  }
  const words = typeof type === 'string' ? ['true', 'false'] : type;
  if (!words.includes(text)) return refuse(`expected ${words.join(' or ')}`);
  return type === 'boolean' ? text === 'true' : text;
}
