// The `prepack` of the packages in libs/: run by npm in the package's folder before `npm pack` and `npm publish`.
// Builds the package from clean, so that no file of an earlier build is shipped, and lays the repository's LICENSE and
// CHANGELOG.md beside its package.json, because npm packs nothing from outside the folder (git ignores the copies).
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const packageDir = process.cwd();
const project = process.argv[2];
if (!project)
  throw new Error(
    'Usage, in the folder of a package: node ../../scripts/prepack.mjs PROJECT-IN-NEST-CLI.JSON',
  );

function node(script, ...args) {
  const { status } = spawnSync(process.execPath, [join(root, 'node_modules', script), ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}

for (const dir of ['dist', 'dist-cjs']) rmSync(join(packageDir, dir), { recursive: true, force: true });
node('@nestjs/cli/bin/nest.js', 'build', project);
if (existsSync(join(packageDir, 'tsconfig.cjs.json'))) {
  node('typescript/bin/tsc', '-p', join(packageDir, 'tsconfig.cjs.json'));
  await import(join(packageDir, 'finish-cjs.mjs'));
}
for (const name of ['bundle.config.mjs', 'page/vite.config.mjs']) {
  const config = join(packageDir, name);
  if (existsSync(config)) node('vite/bin/vite.js', 'build', '--config', config);
}
for (const file of ['LICENSE', 'CHANGELOG.md']) copyFileSync(join(root, file), join(packageDir, file));
