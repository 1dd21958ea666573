// `npm run figures`: how many files each package has, how many of them are tiny or have one importer, and how many lines.
import { Console } from 'node:console';
import { readWorkspace } from './read-workspace.ts';
import { importersOf, TINY_LINES } from './rules/tiny-files.rule.ts';
import { isEntry, isPage } from './workspace.ts';

const workspace = readWorkspace(`${import.meta.dirname}/../..`);
const importers = importersOf(workspace);
const parts = new Map();
for (const source of workspace.sources.filter(({ isSpec }) => !isSpec)) {
  const name = isPage(source) ? `${source.package.dir}/page` : source.package.dir;
  const figures = parts.get(name) ?? { files: 0, tiny: 0, 'one importer': 0, lines: 0 };
  parts.set(name, figures);
  figures.files += 1;
  figures.lines += source.lineCount;
  if (isEntry(source)) continue;
  if (source.lineCount < TINY_LINES) figures.tiny += 1;
  if (importers.get(source)?.length === 1) figures['one importer'] += 1;
}
new Console(process.stdout).table(Object.fromEntries([...parts].toSorted(([a], [b]) => a.localeCompare(b))));
