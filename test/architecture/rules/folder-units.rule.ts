import { posix } from 'node:path';
import type { Rule } from '../rule.js';
import { isEntry, type Source, type Workspace } from '../workspace.js';

const OWN_FILES = '(its own files)';

/** One unit of a folder that imports another, and each place where it does. */
interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly places: string[];
}

/**
 * Imports inside a folder go one way, in every package: the units of a folder, which are its sub-folders and, as one unit, the files
 * that stand in it, form no ring; types count too. What the `index.ts` and `internal.ts` of the folder itself import is left out,
 * since they only re-export.
 *
 * @param listed folders that may still break the rule; one that keeps it has to be taken off the list.
 */
export const folderUnits =
  (listed: readonly string[]): Rule =>
  (workspace) => {
    const found = [...foldersOf(workspace)].flatMap(([folder, arrows]) => {
      const ring = ringOf([...arrows.values()]);
      return ring.length > 0 ? [{ folder, sentence: describe(folder, ring) }] : [];
    });
    const broken = new Set(found.map(({ folder }) => folder));
    return [
      ...found.filter(({ folder }) => !listed.includes(folder)).map(({ sentence }) => sentence),
      ...listed
        .filter((folder) => !broken.has(folder))
        .map((folder) => `${folder} is in order: take it off the list`),
    ];
  };

/** The arrows between the units of each folder, under the folder's path. */
function foldersOf(workspace: Workspace): Map<string, Map<string, Arrow>> {
  const folders = new Map<string, Map<string, Arrow>>();
  for (const { from, to, line } of workspace.shippedImports()) {
    if (from.package !== to.package) continue;
    const folder = commonFolder(from, to);
    const [unit, other] = [unitOf(folder, from), unitOf(folder, to)];
    if (unit === other || (unit === OWN_FILES && isEntry(from))) continue;
    const arrows = folders.get(folder) ?? new Map<string, Arrow>();
    folders.set(folder, arrows);
    const name = `${unit} -> ${other}`;
    const arrow = arrows.get(name) ?? { from: unit, to: other, places: [] };
    arrows.set(name, arrow);
    arrow.places.push(`${from.path}:${line} imports ${to.path}`);
  }
  return folders;
}

/** The deepest folder that holds both files; only in its units is their import an arrow. */
function commonFolder(one: Source, other: Source): string {
  let folder = posix.dirname(one.path);
  while (!other.path.startsWith(`${folder}/`)) folder = posix.dirname(folder);
  return folder;
}

function unitOf(folder: string, { path }: Source): string {
  const inner = path.slice(folder.length + 1);
  return inner.includes('/') ? inner.slice(0, inner.indexOf('/') + 1) : OWN_FILES;
}

/** The arrows that lie on a ring: from their end a way leads back to their beginning. */
function ringOf(arrows: readonly Arrow[]): Arrow[] {
  return arrows.filter(({ from, to }) => {
    const reached = new Set([to]);
    for (const unit of reached) {
      for (const next of arrows.filter((arrow) => arrow.from === unit)) reached.add(next.to);
    }
    return reached.has(from);
  });
}

/** The thinnest arrow comes first, since it is the one to turn round. */
function describe(folder: string, ring: readonly Arrow[]): string {
  const lines = ring
    .toSorted((a, b) => a.places.length - b.places.length)
    .map(({ from, to, places }) => `  ${from} -> ${to}: ${places.slice(0, 3).join('; ')} (${places.length})`);
  return [`${folder} has a ring among its units:`, ...lines].join('\n');
}
