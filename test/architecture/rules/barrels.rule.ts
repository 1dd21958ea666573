import { posix } from 'node:path';
import ts from 'typescript';
import { lineOf } from '../read-imports.js';
import { breach, type Rule } from '../rule.js';
import { isEntry, LIBRARY, type Source } from '../workspace.js';

/**
 * Each name that a feature shows is written down in one place: `index.ts` and `internal.ts` only re-export, one name after the
 * other; `export *` stands only in an `index.ts`, and only for the `index.ts` of a folder directly below it.
 */
export const barrels: Rule = (workspace) =>
  workspace.shippedSourcesOf(LIBRARY).flatMap((source) => [
    ...source.imports
      .filter((reference) => reference.exportsAll)
      .filter((reference) => !isBarrelBelow(source, workspace.target(source, reference)))
      .map(({ line, specifier }) =>
        breach(
          source,
          line,
          `has "export * from '${specifier}'": list the names one by one (only an index.ts may export all, and only of the index.ts of a folder directly below it)`,
        ),
      ),
    ...(isEntry(source)
      ? source.ast.statements
          .filter((statement) => !ts.isExportDeclaration(statement))
          .map((statement) =>
            breach(source, lineOf(statement), 'is an entry and holds code: an entry only re-exports names'),
          )
      : []),
  ]);

function isBarrel(source: Source): boolean {
  return posix.basename(source.path) === 'index.ts';
}

function isBarrelBelow(source: Source, target: Source | undefined): boolean {
  if (!target || !isBarrel(source) || !isBarrel(target)) return false;
  return posix.dirname(posix.dirname(target.path)) === posix.dirname(source.path);
}
