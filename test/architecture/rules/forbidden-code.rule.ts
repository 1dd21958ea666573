import ts from 'typescript';
import { lineOf } from '../read-imports.js';
import { breach, type Rule } from '../rule.js';
import { LIBRARY, type Source } from '../workspace.js';

const PLATFORM = /^(express|fastify|@nestjs\/platform-[^/]+|@types\/express|@fastify\/[^/]+)(\/|$)/;

/** The library is bound to no HTTP platform: nothing of Express or Fastify is imported, not even a type. */
export const noPlatform: Rule = (workspace) =>
  workspace
    .shippedSourcesOf(LIBRARY)
    .flatMap((source) =>
      source.imports
        .filter(({ specifier }) => specifier !== undefined && PLATFORM.test(specifier))
        .map(({ specifier, line }) =>
          breach(source, line, `imports "${specifier}": the library runs on Express and on Fastify alike`),
        ),
    );

/** Libraries write nothing to the console: the library logs through Nest's `Logger`, the simulator through its hooks. */
export const noConsole: Rule = (workspace) =>
  workspace.sources
    .filter((source) => source.package.dir.startsWith('libs/') && !source.isSpec)
    .flatMap((source) => report(source, usesConsole, 'uses console: a library logs through a logger'));

/** What a CommonJS copy cannot hold: `import.meta` and an `await` outside any function. */
export const noEsmOnlySyntax: Rule = (workspace) =>
  workspace
    .shippedSourcesOf(LIBRARY)
    .flatMap((source) => [
      ...report(source, isImportMeta, 'uses import.meta: the package has a CommonJS copy too'),
      ...report(source, isTopLevelAwait, 'awaits at the top level: the package has a CommonJS copy too'),
    ]);

/** What is shipped imports no spec and no helper of specs. */
export const noSpecImported: Rule = (workspace) =>
  workspace.sources
    .filter((source) => !source.isSpec)
    .flatMap((source) =>
      source.imports.flatMap((reference) => {
        const target = workspace.target(source, reference);
        return target?.isSpec
          ? [breach(source, reference.line, `imports ${target.path}, which is for specs only`)]
          : [];
      }),
    );

function report(source: Source, test: (node: ts.Node) => boolean, what: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (test(node)) found.push(breach(source, lineOf(node), what));
    ts.forEachChild(node, visit);
  };
  visit(source.ast);
  return found;
}

function usesConsole(node: ts.Node): boolean {
  if (!ts.isIdentifier(node) || node.text !== 'console') return false;
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) {
    return parent.expression.getText() === 'globalThis';
  }
  // A property or variable of that name is no use of the console.
  return !('name' in parent && parent.name === node);
}

function isImportMeta(node: ts.Node): boolean {
  return ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword;
}

function isTopLevelAwait(node: ts.Node): boolean {
  const awaits =
    ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier !== undefined);
  return awaits && !ts.findAncestor(node, ts.isFunctionLike);
}
