import { posix } from 'node:path';
import ts from 'typescript';
import { SUB_PATHS } from '../layers.js';
import { lineOf } from '../read-imports.js';
import { breach, type Rule } from '../rule.js';
import { isEntry, LIBRARY, type Source } from '../workspace.js';

/**
 * Each name that a feature shows is written down in one place: `index.ts`, `internal.ts` and `parts.ts` (what of a folder is public in
 * an entry of its own) only re-export, one name after the other; `export *` stands only in an `index.ts`, and only for the `index.ts`
 * of a folder directly below it, for the `parts.ts` beside it, or, in the entry of a sub-path, for any of the two.
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
          `has "export * from '${specifier}'": list the names one by one (only an index.ts may export all, and only of the index.ts of a folder directly below it or of the parts.ts beside it)`,
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
  if (!target || !isBarrel(source)) return false;
  if (isEntryOfList(source, target)) return true;
  const folder = posix.dirname(source.path);
  return isBarrel(target)
    ? posix.dirname(posix.dirname(target.path)) === folder
    : target.path === `${folder}/parts.ts`;
}

/** Whether one is the entry of a sub-path, and the other a list of public names, however deep in a feature. */
export function isEntryOfList(source: Source, target: Source): boolean {
  return (
    SUB_PATHS.includes(source.folder) &&
    source.path === `${LIBRARY}/src/${source.folder}/index.ts` &&
    (isBarrel(target) || posix.basename(target.path) === 'parts.ts')
  );
}
