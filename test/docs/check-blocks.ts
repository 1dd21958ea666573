import { join } from 'node:path';
import ts from 'typescript';
import type { CodeBlock } from './markdown.js';

/** The blocks of one Markdown file. */
export interface DocumentBlocks {
  /** From the root of the repository. */
  readonly path: string;
  readonly blocks: readonly CodeBlock[];
}

/** The packages whose public names a block may use without importing them; where two have one name, the first counts. */
const implied = [
  'nestjs-whatsapp',
  'nestjs-whatsapp/health',
  'nestjs-whatsapp/testing',
  'whatsapp-simulator',
  '@nestjs/common',
  '@nestjs/terminus',
] as const;

/** What a short block may use without declaring it; the handbook's index tells the reader. */
const cast = `
declare global {
  const whatsapp: import('nestjs-whatsapp').WhatsAppService;
  const messages: import('nestjs-whatsapp').WhatsAppMessagesService;
  const replies: import('nestjs-whatsapp').WhatsAppRepliesService;
  const inbound: import('nestjs-whatsapp').InboundMessageReference;
  const simulator: import('whatsapp-simulator').WhatsAppSimulator;
}
`;

/**
 * Type-checks the blocks as one program: each is a module beside its document, with the compiler options and paths of the root
 * `tsconfig.json`. A block that begins with a constructor is taken for the inside of a class.
 *
 * @returns one line for each mistake, with the document and the line in it
 */
export function checkBlocks(root: string, documents: readonly DocumentBlocks[]): string[] {
  const options = compilerOptions(root);
  const files = new Map<string, string>();
  const host = hostWith(files, options);
  const globals = join(root, 'docs/implied-names.d.ts');

  files.set(globals, implied.map((name) => `import '${name}';`).join('\n'));
  const first = ts.createProgram([globals], options, host);
  files.set(globals, impliedNames(first, globals) + cast);

  const origins = new Map<string, { readonly path: string; readonly line: number }>();
  for (const { path, blocks } of documents) {
    for (const { line, code } of blocks) {
      const file = join(root, `${path}.${line}.ts`);
      files.set(file, moduleOf(code));
      origins.set(file, { path, line });
    }
  }
  const program = ts.createProgram([globals, ...origins.keys()], options, host, first);
  return [...origins.keys(), globals].flatMap((file) => {
    const source = program.getSourceFile(file);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
      (diagnostic) => describe(diagnostic, origins.get(file)),
    );
  });
}

function compilerOptions(root: string): ts.CompilerOptions {
  const file = join(root, 'tsconfig.json');
  const { config } = ts.readConfigFile(file, (path) => ts.sys.readFile(path)) as { config: unknown };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root, undefined, file);
  return { ...options, sourceMap: false, inlineSources: false, declaration: false };
}

/** The file system with our files laid over it. Every file is read and parsed once, though the program is made twice. */
function hostWith(files: ReadonlyMap<string, string>, options: ts.CompilerOptions): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  const parsed = new Map<string, ts.SourceFile | undefined>();
  return {
    ...host,
    fileExists: (name) => files.has(name) || host.fileExists(name),
    readFile: (name) => files.get(name) ?? host.readFile(name),
    getSourceFile: (name, languageVersion, ...rest) => {
      const text = files.get(name);
      if (text !== undefined) return ts.createSourceFile(name, text, languageVersion);
      if (!parsed.has(name)) parsed.set(name, host.getSourceFile(name, languageVersion, ...rest));
      return parsed.get(name);
    },
  };
}

/** Declares the public names of the implied packages as global ones, so that a block's own imports and classes come before them. */
function impliedNames(program: ts.Program, file: string): string {
  const checker = program.getTypeChecker();
  const declared = new Map<string, string>();
  for (const statement of program.getSourceFile(file)?.statements ?? []) {
    if (!ts.isImportDeclaration(statement)) continue;
    const module = checker.getSymbolAtLocation(statement.moduleSpecifier);
    const specifier = statement.moduleSpecifier.getText();
    for (const symbol of module ? checker.getExportsOfModule(module) : []) {
      if (!declared.has(symbol.name)) declared.set(symbol.name, declarationOf(symbol, specifier, checker));
    }
  }
  return `export {};\ndeclare global {\n${[...declared.values()].join('\n')}\n}\n`;
}

function declarationOf(symbol: ts.Symbol, specifier: string, checker: ts.TypeChecker): string {
  const { flags } = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const { name } = symbol;
  const parts: string[] = [];
  if (flags & ts.SymbolFlags.Value) parts.push(`const ${name}: typeof import(${specifier}).${name};`);
  if (flags & ts.SymbolFlags.Type && !isGeneric(symbol, checker)) {
    parts.push(`type ${name} = import(${specifier}).${name};`);
  }
  return parts.join(' ');
}

/** Whether the name of a type says nothing without parameters: one of them has no default. */
function isGeneric(symbol: ts.Symbol, checker: ts.TypeChecker): boolean {
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  return (target.declarations ?? []).some(
    (declaration) =>
      'typeParameters' in declaration &&
      (declaration.typeParameters as ts.NodeArray<ts.TypeParameterDeclaration> | undefined)?.some(
        (parameter) => parameter.default === undefined,
      ),
  );
}

/** On one line with the block's first, so that line numbers stay true. */
function moduleOf(code: string): string {
  return code.startsWith('constructor(') ? `class Example { ${code}\n}\nexport {};` : `${code}\nexport {};`;
}

function describe(
  diagnostic: ts.Diagnostic,
  origin?: { readonly path: string; readonly line: number },
): string {
  const text = ts.flattenDiagnosticMessageText(diagnostic.messageText, ' ');
  const { file, start } = diagnostic;
  const line = file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line : 0;
  return origin
    ? `${origin.path}:${origin.line + line}: ${text}`
    : `the implied names, line ${line}: ${text}`;
}
