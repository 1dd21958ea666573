import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import type { OptionFacts } from '../../libs/whatsapp/src/config/options-table.js';

/** One option as the interfaces declare it. */
export interface DeclaredOption {
  readonly type: OptionFacts['type'];
  /** The doc comment in one line, without its `@default`. */
  readonly about: string;
  /** What stands behind `@default`; empty where nothing does. */
  readonly default: string;
}

const files = [
  'libs/whatsapp/src/config/dto/whatsapp-options.ts',
  'libs/whatsapp/src/storage/memory-storage.ts',
];

/** Reads every option of `WhatsAppModuleOptions` by its path, from the sources below a folder. */
export function readOptions(root: string): ReadonlyMap<string, DeclaredOption> {
  return readDeclarations(files.map((file) => readFileSync(join(root, file), 'utf8')).join('\n'));
}

/** The same of a text. */
export function readDeclarations(text: string): ReadonlyMap<string, DeclaredOption> {
  const source = ts.createSourceFile('options.ts', text, ts.ScriptTarget.ES2023, true);
  const interfaces = new Map(
    source.statements
      .filter((statement) => ts.isInterfaceDeclaration(statement))
      .map((declaration) => [declaration.name.text, declaration.members.filter(ts.isPropertySignature)]),
  );
  const options = new Map<string, DeclaredOption>();
  const addAll = (name: string, prefix: string): void => {
    for (const member of interfaces.get(name) ?? []) {
      const path = `${prefix}${member.name.getText()}`;
      const type = member.type?.getText().replace(/\s+/g, ' ') ?? '';
      const inner = type.split(' | ').find((part) => part.endsWith('Options') && interfaces.has(part));
      // `storage` is an option, an adapter, and has options inside.
      if (inner !== type) options.set(path, declared(member, type));
      if (inner !== undefined) addAll(inner, `${path}.`);
    }
  };
  addAll('WhatsAppAccountOptions', '');
  addAll('WhatsAppModuleOptions', '');
  return options;
}

function declared(member: ts.PropertySignature, type: string): DeclaredOption {
  const text = member.getSourceFile().text;
  const comments = ts.getLeadingCommentRanges(text, member.pos) ?? [];
  const comment = comments.map(({ pos, end }) => text.slice(pos, end)).join(' ');
  const words = comment
    .replace(/\/\*\*|\*\//g, '')
    .replace(/^\s*\*/gm, '')
    .replace(/\s+/g, ' ');
  const [about = '', value = ''] = words.split('@default');
  return { type: typeOf(type), about: about.trim(), default: value.trim() };
}

function typeOf(type: string): OptionFacts['type'] {
  if (type === 'string') return 'text';
  if (type === 'string | readonly string[]') return 'texts';
  if (type === 'number' || type === 'boolean') return type;
  const parts = type.split(' | ').map((part) => /^'([^']*)'$/.exec(part)?.[1]);
  const words = parts.filter((part) => part !== undefined);
  return words.length === parts.length ? words : 'object';
}
