import { readFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';

const SPECIFIER = /(?:\bfrom\s+|\bimport\s+|\bimport\(\s*|\brequire\(\s*)(['"])([^'"]+)\1/g;

/**
 * The packages that an entry file leads to, over all the files of its package that it reaches (works on `.d.ts` and on
 * `.js` alike).
 */
export async function packagesReachedFrom(entry) {
  const packages = new Set();
  const seen = new Set();
  const queue = [entry];
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    const text = withoutComments(await readFile(file, 'utf8'));
    for (const [, , specifier] of text.matchAll(SPECIFIER)) {
      if (specifier.startsWith('.')) {
        queue.push(
          join(dirname(file), file.endsWith('.d.ts') ? specifier.replace(/\.js$/, '.d.ts') : specifier),
        );
      } else if (!isBuiltin(specifier)) {
        packages.add(
          specifier
            .split('/')
            .slice(0, specifier.startsWith('@') ? 2 : 1)
            .join('/'),
        );
      }
    }
  }
  return { packages: [...packages], files: [...seen] };
}

function withoutComments(text) {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
}
