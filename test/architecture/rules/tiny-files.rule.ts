import { posix } from 'node:path';
import ts from 'typescript';
import type { Rule } from '../rule.js';
import { isEntry, type Source, type Workspace } from '../workspace.js';

/** A file with fewer lines is tiny. */
export const TINY_LINES = 20;

/** So many files of one role in a folder are a family, in which each has a file however short it is. */
const FAMILY = 3;

/**
 * A tiny file that only one file imports belongs into that file, unless it has a reason of its own: it holds a class, of which each
 * has a file; it is one of a family (`*.rule.ts`, `*.schema.ts`); the entry of its folder makes it known; or it belongs to another
 * folder than the file that uses it.
 *
 * @param listed files that may still break the rule; one that keeps it, or is gone, has to be taken off the list.
 */
export const tinyFiles =
  (listed: readonly string[]): Rule =>
  (workspace) => {
    const importers = importersOf(workspace);
    const found = new Map(
      workspace.sources
        .filter((source) => !source.isSpec && !isEntry(source))
        .flatMap((source) => {
          const [only, ...others] = importers.get(source) ?? [];
          return only && others.length === 0 && !hasReason(workspace, source, only)
            ? [[source.path, only.path] as const]
            : [];
        }),
    );
    return [
      ...[...found]
        .filter(([path]) => !listed.includes(path))
        .map(
          ([path, only]) =>
            `${path} has fewer than ${TINY_LINES} lines, and only ${only} imports it: merge it into that file`,
        ),
      ...listed.filter((path) => !found.has(path)).map((path) => `${path} is in order: take it off the list`),
    ];
  };

/** The files that import each file, without specs. */
export function importersOf(workspace: Workspace): Map<Source, Source[]> {
  const importers = new Map<Source, Source[]>();
  for (const { from, to } of workspace.shippedImports()) {
    importers.set(to, [...(importers.get(to) ?? []), from]);
  }
  return importers;
}

function hasReason(workspace: Workspace, source: Source, importer: Source): boolean {
  if (source.lineCount >= TINY_LINES) return true;
  const folder = posix.dirname(source.path);
  if (isEntry(importer) || posix.dirname(importer.path) !== folder) return true;
  if (source.ast.statements.some(ts.isClassDeclaration)) return true;
  const role = /\.[a-z]+\.tsx?$/.exec(posix.basename(source.path))?.[0];
  const sameRole = workspace.sources.filter(
    ({ path }) => role && posix.dirname(path) === folder && path.endsWith(role),
  );
  return sameRole.length >= FAMILY;
}
