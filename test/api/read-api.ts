import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** What a name of an entry is. A class that is exported as a type only is a `type`. */
export type NameKind = 'abstract class' | 'class' | 'const' | 'enum' | 'function' | 'interface' | 'type';

/** One name that an entry exports. */
export interface PublicName {
  readonly name: string;
  readonly kind: NameKind;
}

/** One entry of a package: what an application writes after `from`, and the names that it finds there. */
export interface PublicEntry {
  /** `nestjs-whatsapp`, `nestjs-whatsapp/testing`, … */
  readonly specifier: string;
  /** In the order of the alphabet. */
  readonly names: readonly PublicName[];
}

interface Manifest {
  readonly name: string;
  readonly exports: Readonly<Record<string, unknown>>;
}

/**
 * Reads the public names of a package, entry by entry, from its TypeScript sources: types are there too, and nothing need be built.
 *
 * @param root the repository
 * @param packageDir the folder of the package in it; the `exports` of its manifest name the entries
 */
export function readApi(root: string, packageDir: string): PublicEntry[] {
  const entries = entriesOf(join(root, packageDir));
  const program = programOf(entries.map(({ file }) => file));
  const checker = program.getTypeChecker();
  return entries.map(({ specifier, file }) => {
    const source = program.getSourceFile(file);
    const module = source && checker.getSymbolAtLocation(source);
    if (module === undefined) throw new Error(`${specifier} should be ${file}, which exports nothing`);
    const names = checker
      .getExportsOfModule(module)
      .map((symbol) => ({ name: symbol.name, kind: kindOf(symbol, checker) }));
    return { specifier, names: names.toSorted((a, b) => (a.name < b.name ? -1 : 1)) };
  });
}

/**
 * The classes and interfaces that a public name speaks of in what others may call or extend, and that no entry exports: whoever wants to
 * write such a parameter or field cannot name its type. What Nest calls by itself, the constructors of injectable classes, is left out.
 */
export function readHiddenTypes(root: string, packageDir: string): string[] {
  const entries = entriesOf(join(root, packageDir));
  const program = programOf(entries.map(({ file }) => file));
  const checker = program.getTypeChecker();
  const targetOf = (symbol: ts.Symbol): ts.Symbol =>
    symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const known = new Set(
    entries.flatMap(({ file }) => {
      const source = program.getSourceFile(file);
      const module = source && checker.getSymbolAtLocation(source);
      return module ? checker.getExportsOfModule(module).map(targetOf) : [];
    }),
  );
  const hidden = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (isOwn(node)) return;
    if (ts.isPropertyDeclaration(node) || ts.isParameter(node)) {
      if (node.type) visit(node.type);
      return;
    }
    const name = ts.isTypeReferenceNode(node)
      ? node.typeName
      : ts.isExpressionWithTypeArguments(node)
        ? node.expression
        : undefined;
    const symbol = name && checker.getSymbolAtLocation(name);
    const target = symbol && targetOf(symbol);
    const isDeclared = target && target.flags & (ts.SymbolFlags.Class | ts.SymbolFlags.Interface);
    const file = target?.declarations?.[0]?.getSourceFile().fileName;
    if (isDeclared && !known.has(target) && file?.startsWith(join(root, packageDir))) hidden.add(target.name);
    ts.forEachChild(node, visit);
  };
  for (const { declarations = [] } of known) declarations.forEach(visit);
  return [...hidden].toSorted();
}

/** Nobody else sees it: the inside of a function, what is private, the decorators, and the constructor of what Nest makes. */
function isOwn(node: ts.Node): boolean {
  if (ts.isBlock(node) || ts.isDecorator(node) || ts.isVariableDeclaration(node)) return true;
  if (ts.isClassElement(node) && node.name && ts.isPrivateIdentifier(node.name)) return true;
  if (ts.isConstructorDeclaration(node) && ts.getDecorators(node.parent)) return true;
  return ts.canHaveModifiers(node) && node.modifiers?.some(isPrivate) === true;
}

function isPrivate({ kind }: ts.Node): boolean {
  return kind === ts.SyntaxKind.PrivateKeyword;
}

/** Whether the name is still there when the code runs. */
export function isValue({ kind }: PublicName): boolean {
  return kind !== 'interface' && kind !== 'type';
}

function entriesOf(dir: string): { readonly specifier: string; readonly file: string }[] {
  const { name, exports } = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8')) as Manifest;
  return Object.entries(exports).flatMap(([key, targets]) => {
    const built = /"\.\/dist\/([^"]+)\.js"/.exec(JSON.stringify(targets))?.[1];
    return built === undefined
      ? []
      : [{ specifier: name + key.slice(1), file: join(dir, 'src', `${built}.ts`) }];
  });
}

/** A program of the sources alone: what other packages declare has no part in our names, and takes long to read. */
function programOf(files: readonly string[]): ts.Program {
  const options: ts.CompilerOptions = {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2023,
    noLib: true,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  host.resolveModuleNameLiterals = (literals, containingFile) =>
    literals.map(({ text }) =>
      text.startsWith('.')
        ? ts.resolveModuleName(text, containingFile, options, host)
        : { resolvedModule: undefined },
    );
  return ts.createProgram(files, options, host);
}

function kindOf(symbol: ts.Symbol, checker: ts.TypeChecker): NameKind {
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const { flags, declarations = [] } = target;
  const [declaration] = declarations;
  if (declaration === undefined) throw new Error(`${symbol.name} is exported and declared nowhere`);
  if (flags & ts.SymbolFlags.Interface) return 'interface';
  if (isTypeOnly(symbol, checker)) return 'type';
  if (flags & ts.SymbolFlags.Class) {
    return ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Abstract ? 'abstract class' : 'class';
  }
  if (flags & ts.SymbolFlags.Function) return 'function';
  if (flags & ts.SymbolFlags.Enum) return 'enum';
  return flags & ts.SymbolFlags.Variable ? 'const' : 'type';
}

/** Whether a name is exported by `export type { … }`, of the entry itself or of a file on the way to its declaration. */
function isTypeOnly(symbol: ts.Symbol, checker: ts.TypeChecker): boolean {
  if (!(symbol.flags & ts.SymbolFlags.Alias)) return false;
  if (symbol.declarations?.some(ts.isTypeOnlyImportOrExportDeclaration)) return true;
  const next = checker.getImmediateAliasedSymbol(symbol);
  return next !== undefined && isTypeOnly(next, checker);
}
