import ts from 'typescript';

/** One place in a source file that names another module. */
export interface ImportReference {
  /** What stands between the quotes; `undefined` where it is computed at run time. */
  readonly specifier: string | undefined;
  readonly line: number;
  /** `export * from '…'` or `export * as name from '…'`. */
  readonly exportsAll: boolean;
}

/**
 * Every way a TypeScript file can name another module: `import`, `import type`, `export … from`, `import x = require()`,
 * `import('…')` as a call and as a type, and `require('…')`.
 */
export function readImports(file: ts.SourceFile): ImportReference[] {
  const found: ImportReference[] = [];
  const add = (node: ts.Node, specifier: ts.Node | undefined, exportsAll = false): void => {
    found.push({
      specifier: specifier && ts.isStringLiteralLike(specifier) ? specifier.text : undefined,
      line: lineOf(node),
      exportsAll,
    });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      add(node, node.moduleSpecifier);
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
      add(node, node.moduleSpecifier, !node.exportClause || ts.isNamespaceExport(node.exportClause));
    } else if (ts.isExternalModuleReference(node)) {
      add(node, node.expression);
    } else if (ts.isImportTypeNode(node)) {
      add(node, ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined);
    } else if (ts.isCallExpression(node) && isImportCall(node)) {
      add(node, node.arguments[0]);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** The line of a node, counted from 1. */
export function lineOf(node: ts.Node): number {
  const file = node.getSourceFile();
  return file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
}

function isImportCall(call: ts.CallExpression): boolean {
  const callee = call.expression;
  return (
    callee.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(callee) && callee.text === 'require')
  );
}
