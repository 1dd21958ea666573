import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { SOURCE_FOLDERS, Workspace } from './workspace.js';

/** Reads every package of the repository at `root`: its manifest and all files below its {@link SOURCE_FOLDERS}. */
export function readWorkspace(root: string): Workspace {
  const files = new Map<string, string>();
  const add = (path: string): void => {
    files.set(relative(root, path).split(sep).join('/'), readFileSync(path, 'utf8'));
  };
  for (const group of ['libs', 'apps']) {
    for (const name of readdirSync(join(root, group))) {
      const dir = join(root, group, name);
      if (!existsSync(join(dir, 'package.json'))) continue;
      add(join(dir, 'package.json'));
      for (const sources of SOURCE_FOLDERS.map((folder) => join(dir, folder)).filter(existsSync)) {
        for (const entry of readdirSync(sources, { recursive: true, withFileTypes: true })) {
          if (entry.isFile()) add(join(entry.parentPath, entry.name));
        }
      }
    }
  }
  return new Workspace(files);
}
