import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runOrThrow } from './run-command.mjs';

/**
 * The packages of which a piece of code has loaded at least one file, by `import` or by `require`, when Node runs it in the
 * folder `cwd`. Taken from the coverage that V8 writes at the end, because it lists every script, whichever way it came
 * (no hook sees the modules that a required ES module imports).
 */
export async function packagesLoadedBy(code, cwd) {
  const dir = await mkdtemp(join(cwd, 'loads-'));
  await runOrThrow('node', ['--eval', code], { cwd, env: { NODE_V8_COVERAGE: dir } });
  const reports = await Promise.all((await readdir(dir)).map((file) => readFile(join(dir, file), 'utf8')));
  const urls = reports.flatMap((report) => JSON.parse(report).result.map(({ url }) => url));
  const names = urls.map((url) => /^file:.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1]);
  return [...new Set(names.filter((name) => name !== undefined))];
}
