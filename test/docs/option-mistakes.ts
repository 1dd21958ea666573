import ts from 'typescript';
import { optionsTable, type OptionFacts } from '../../libs/whatsapp/src/config/options-table.js';
import { codeBlocks, tables } from './markdown.js';
import type { DeclaredOption } from './read-options.js';

const units: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  MB: 1024 * 1024,
};
/** Sections whose names are those of nothing else; `media.send` is a method. */
const ownSections = new Set([
  'graph',
  'recipients',
  'repeatGuard',
  'retry',
  'templateCheck',
  'throughput',
  'webhooks',
]);
const pathOfVariable = new Map(
  Object.entries(optionsTable).flatMap(([path, { variable }]) =>
    variable === undefined ? [] : [[variable as string, path] as const],
  ),
);

/** In what the interfaces and the table of options differ. */
export function mistakesOfDeclarations(declared: ReadonlyMap<string, DeclaredOption>): string[] {
  const mistakes = differences('the interfaces', [...declared.keys()], Object.keys(optionsTable));
  for (const [path, option] of declared) {
    const facts = optionsTable[path];
    if (facts === undefined) continue;
    if (String(option.type) !== String(facts.type))
      mistakes.push(`${path}: its type is ${String(option.type)}`);
    if (!option.about.startsWith(facts.about)) mistakes.push(`${path}: its doc comment begins otherwise`);
    const fixed = /^('[^']*'|\d+|true|false|\{\}|\[\])(?=$| \()/.exec(option.default)?.[1];
    if (fixed !== literalOf(facts)) mistakes.push(`${path}: its @default is ${option.default || 'missing'}`);
  }
  return mistakes;
}

/** In what a README's table of environment variables (variable, meaning, default) differs from the table of options. */
export function mistakesOfVariables(markdown: string): string[] {
  const rows = rowsOf(markdown, 'variable');
  const named = rows.flatMap(([variables = '', , defaults = '']) => {
    const values = defaults.split(', ');
    const names = namesIn(variables);
    return names.map((name, index) => ({ name, value: names.length === 1 ? defaults : values[index] }));
  });
  const mistakes = differences(
    'the table of variables',
    named.map(({ name }) => name),
    [...pathOfVariable.keys()],
  );
  for (const { name, value = '' } of named) {
    const facts = optionsTable[pathOfVariable.get(name) ?? ''];
    const fixed = facts && literalOf(facts)?.replaceAll("'", '');
    if (fixed !== undefined && value.replaceAll('`', '') !== fixed) {
      mistakes.push(`${name}: its default is ${fixed}, not ${value || 'left out'}`);
    }
  }
  return mistakes;
}

/** In what the handbook's table of every option differs from the table of options. */
export function mistakesOfReference(markdown: string): string[] {
  const rows = rowsOf(markdown, 'option');
  const expected = Object.entries(optionsTable).map(([path, facts]) => referenceRow(path, facts));
  return differences(
    'the table of options',
    rows.map((row) => row.join(' | ')),
    expected.map((row) => row.join(' | ')),
  );
}

/** In what an object of options in a ts block, written with the defaults, differs from them. */
export function mistakesOfExample(markdown: string): string[] {
  const [block] = codeBlocks(markdown);
  const source = ts.createSourceFile('example.ts', block?.code ?? '', ts.ScriptTarget.ES2023, true);
  const mistakes: string[] = [];
  const check = (node: ts.Node, prefix: string): void => {
    if (!ts.isPropertyAssignment(node)) return ts.forEachChild(node, (child) => check(child, prefix));
    const path = `${prefix}${node.name.getText()}`;
    const facts = optionsTable[path];
    if (facts === undefined) return ts.forEachChild(node.initializer, (child) => check(child, `${path}.`));
    const given = node.initializer.getText().replace(/(?<=\d)_/g, '');
    const fixed = literalOf(facts);
    if (typeof facts.default !== 'object' && fixed !== undefined && given !== fixed) {
      mistakes.push(`${path}: its default is ${fixed}, not ${given}`);
    }
    return ts.forEachChild(node.initializer, (child) => check(child, `${path}.`));
  };
  check(source, '');
  return mistakes;
}

/** What a text says otherwise of options that it names: `retry.maxTotalMs` (90 s), a row `'retry'` (default), or one that there is not. */
export function mistakesOfMentions(markdown: string): string[] {
  const figures = markdown.matchAll(
    /`([\w.]+)`(?: \(|, )(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?: (ms|s|minute|hour|day|MB)s?\b)?/g,
  );
  const wrong = [...figures].flatMap(([, path = '', figure = '', unit]) => {
    const facts = optionsTable[path];
    if (typeof facts?.default !== 'number') return [];
    const inDays = facts.unit === 'days' ? 86_400_000 : 1;
    const value = Number(figure.replaceAll(',', '')) * (unit === undefined ? inDays : (units[unit] ?? 1));
    return value === facts.default * inDays
      ? []
      : [`${path}: its default is ${facts.default}, not ${figure}`];
  });
  const marked = tables(markdown).flatMap(([head, ...rows]) => {
    const path = head?.[0]?.replaceAll('`', '') ?? '';
    const facts = optionsTable[path];
    const [value] = rows.flatMap(([cell = '']) => /^`(.+)` \(default\)$/.exec(cell)?.[1] ?? []);
    return facts === undefined || value === literalOf(facts) ? [] : [`${path}: ${value} is not its default`];
  });
  const named = [...markdown.matchAll(/`([a-zA-Z]+)\.[a-zA-Z]+`/g)];
  const unknown = named
    .filter(
      ([text, section = '']) => ownSections.has(section) && !Object.hasOwn(optionsTable, text.slice(1, -1)),
    )
    .map(([text]) => `${text}: no such option`);
  return [...wrong, ...marked, ...unknown];
}

/** The row of one option in the handbook. */
export function referenceRow(path: string, facts: OptionFacts): string[] {
  const { type, unit, variable, about } = facts;
  const kinds = typeof type === 'string' ? type : type.map((word) => `\`'${word}'\``).join(', ');
  const literal = literalOf(facts);
  return [
    `\`${path}\``,
    kinds,
    literal === undefined ? '' : `\`${literal}\`${unit === undefined ? '' : ` ${unit}`}`,
    variable === undefined ? '' : `\`${variable}\``,
    about,
  ];
}

/** The rows of the first table whose head begins so. */
function rowsOf(markdown: string, first: string): string[][] {
  const [, ...rows] = tables(markdown).find(([head]) => head?.[0] === first) ?? [];
  return rows;
}

function literalOf({ default: value }: OptionFacts): string | undefined {
  if (typeof value === 'string') return `'${value}'`;
  return value === undefined ? undefined : JSON.stringify(value);
}

function namesIn(cell: string): string[] {
  return [...cell.matchAll(/`(WHATSAPP_\w+)`/g)].map(([, name = '']) => name);
}

function differences(where: string, found: readonly string[], expected: readonly string[]): string[] {
  return [
    ...expected.filter((name) => !found.includes(name)).map((name) => `${where}: missing ${name}`),
    ...found
      .filter((name, index) => !expected.includes(name) || found.indexOf(name) !== index)
      .map((name) => `${where}: unknown or twice ${name}`),
  ];
}
