import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { optionsTable } from '../../libs/whatsapp/src/config/options-table.js';
import { resolveOptions } from '../../libs/whatsapp/src/config/resolve-options.js';
import {
  mistakesOfDeclarations,
  mistakesOfExample,
  mistakesOfMentions,
  mistakesOfReference,
  mistakesOfVariables,
} from './option-mistakes.js';
import { readDeclarations, readOptions } from './read-options.js';

const root = join(import.meta.dirname, '../..');
const account = { phoneNumberId: '1', accessToken: 't' };
const configuration = read('docs/handbook/06-configuration.md');
const readme = read('README.md');

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** The same text with one passage changed. */
function changed(text: string, from: string | RegExp, to: string): string {
  const result = text.replace(from, to);
  if (result === text) throw new Error(`The text has no ${String(from)}`);
  return result;
}

describe('the table of options', () => {
  it('has the options of the interfaces, with their types, defaults and first sentences', () => {
    expect(mistakesOfDeclarations(readOptions(root))).toEqual([]);
  });

  it('has the defaults that the module fills in, and no other', () => {
    const { storage, templates, ...resolved } = resolveOptions(account);
    const paths = Object.keys(optionsTable);
    const filledIn = Object.entries({ ...resolved, 'storage.memory': storage })
      .filter(([name]) => paths.some((path) => path.startsWith(`${name}.`)))
      .flatMap(([name, values]) =>
        Object.entries(values ?? {}).map(([key, value]): [string, unknown] => [`${name}.${key}`, value]),
      );
    expect({ ...Object.fromEntries(filledIn), templates }).toEqual(
      Object.fromEntries(paths.map((path) => [path, optionsTable[path]?.default])),
    );
  });

  it('has the words that an option takes', () => {
    for (const [path, { type }] of Object.entries(optionsTable)) {
      if (typeof type === 'string') continue;
      const [section = '', key = ''] = path.split('.');
      for (const word of type) {
        const options = resolveOptions({ ...account, [section]: { [key]: word } });
        expect(options).toHaveProperty([section, key], word);
      }
      const words = type.map((word) => `"${word}"`).join(', ');
      expect(() => resolveOptions({ ...account, [section]: { [key]: 'another' } })).toThrow(
        `${path}: expected ${words.replace(/, ([^,]*)$/, ' or $1')}`,
      );
    }
  });

  it('names units as the options do, and a variable once, where it can be read', () => {
    const suffixes = { ms: 'Ms', bytes: 'Bytes', days: 'Days', 'messages a second': 'PerSecond' };
    for (const [path, { unit, variable, type }] of Object.entries(optionsTable)) {
      const [named] = Object.entries(suffixes).find(([, suffix]) => path.endsWith(suffix)) ?? [];
      expect([path, unit]).toEqual([path, named]);
      expect([path, type === 'object' && variable !== undefined]).toEqual([path, false]);
    }
    const variables = Object.values(optionsTable).flatMap(({ variable }) => variable ?? []);
    expect(new Set(variables).size).toBe(variables.length);
  });

  it('notices an option that was added, and a default, type or comment that was changed', () => {
    const source = `${read('libs/whatsapp/src/config/dto/whatsapp-options.ts')}${read('libs/whatsapp/src/storage/memory-storage.ts')}`;
    const mistakes = (from: string, to: string) =>
      mistakesOfDeclarations(readDeclarations(changed(source, from, to)));
    expect(mistakes('  maxTotalMs?: number;', '  maxTotalMs?: number; inVain?: boolean;')).toEqual([
      'the interfaces: unknown or twice retry.inVain',
    ]);
    expect(mistakes('  concurrency?: number;', '  parallel?: number;')).toEqual([
      'the interfaces: missing webhooks.concurrency',
      'the interfaces: unknown or twice webhooks.parallel',
    ]);
    expect(mistakes('@default 90000', '@default 60000')).toEqual(['retry.maxTotalMs: its @default is 60000']);
    expect(mistakes("'refuse' | 'international';", "'refuse';")).toHaveLength(1);
    expect(mistakes('Connections kept', 'Sockets kept')).toHaveLength(1);
  });
});

describe('the documentation of options', () => {
  it('states them as the table does: the variables of the README, every option in the handbook, figures in the text', () => {
    expect(mistakesOfVariables(readme)).toEqual([]);
    expect(mistakesOfReference(configuration)).toEqual([]);
    expect(mistakesOfExample(configuration)).toEqual([]);
    const chapters = readdirSync(join(root, 'docs/handbook')).map((name) => read(`docs/handbook/${name}`));
    expect([readme, ...chapters].flatMap((text) => mistakesOfMentions(text))).toEqual([]);
  });

  it('fails at a wrong default, and at a variable that is missing or unknown', () => {
    expect(mistakesOfVariables(changed(readme, '4, 90000,', '4, 60000,'))).toEqual([
      'WHATSAPP_RETRY_MAX_TOTAL_MS: its default is 90000, not 60000',
    ]);
    expect(mistakesOfVariables(changed(readme, '`WHATSAPP_CALLBACK_DATA`', '`WHATSAPP_CALLBACKS`'))).toEqual([
      'the table of variables: missing WHATSAPP_CALLBACK_DATA',
      'the table of variables: unknown or twice WHATSAPP_CALLBACKS',
    ]);
    expect(mistakesOfReference(changed(configuration, /^\| `webhooks.leaseMs`.*\n/m, ''))).toHaveLength(1);
    expect(mistakesOfReference(changed(configuration, '`128`', '`64`'))).toHaveLength(2);
    expect(mistakesOfExample(changed(configuration, '90_000', '60_000'))).toEqual([
      'retry.maxTotalMs: its default is 90000, not 60000',
    ]);
    const text =
      '`retry.maxAttempts` (4), `retry.maxTotalMs` (60 s), `webhooks.leaseMs`, `webhooks.lease`\n\n';
    const table = "| `retry.onUnknownErrors` |\n| --- |\n| `'unknown'` (default) |\n";
    expect(mistakesOfMentions(text + table)).toEqual([
      'retry.maxTotalMs: its default is 90000, not 60',
      "retry.onUnknownErrors: 'unknown' is not its default",
      '`webhooks.lease`: no such option',
    ]);
  });
});
