import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runOrThrow } from './run-command.mjs';

/** The root of the repository. */
export const REPOSITORY = join(import.meta.dirname, '../../..');

/**
 * Packs a package of the workspace as npm would publish it (its `prepack` script builds it from clean), and unpacks it.
 *
 * @returns the tarball's path, the folder it was unpacked to, its manifest, and its files relative to that folder
 */
export async function pack(name, into) {
  await mkdir(into, { recursive: true });
  await runOrThrow('npm', ['pack', '-w', name, '--pack-destination', into], { cwd: REPOSITORY });
  const file = (await readdir(into)).find((entry) => entry.startsWith(`${name}-`) && entry.endsWith('.tgz'));
  const tarball = join(into, file);
  const dir = join(into, name);
  await mkdir(dir);
  await runOrThrow('tar', ['-xzf', tarball, '-C', dir, '--strip-components=1'], { cwd: into });
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(dir.length + 1));
  return { tarball, dir, files, manifest: JSON.parse(await readFile(join(dir, 'package.json'), 'utf8')) };
}
