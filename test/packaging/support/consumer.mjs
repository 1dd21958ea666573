import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { REPOSITORY } from './pack.mjs';
import { run, runOrThrow } from './run-command.mjs';

const TEMPLATES = join(import.meta.dirname, '../consumers');
const INSTALL = [
  'install',
  '--prefer-offline',
  '--no-audit',
  '--no-fund',
  '--no-package-lock',
  '--ignore-scripts',
];

/** Makes an app of its own out of a template and installs what its `package.json` names and the packed packages. */
export async function createConsumer(template, into, tarballs) {
  const dir = join(into, template);
  // A NestJS app is the shared sources and its own adapter.
  if (template.startsWith('nest')) await cp(join(TEMPLATES, 'shared'), dir, { recursive: true });
  await cp(join(TEMPLATES, template), dir, { recursive: true });
  await runOrThrow('npm', [...INSTALL, ...tarballs], { cwd: dir });
  return dir;
}

/** An app that has nothing but the packed package and the peers that it requires, in the workspace's own versions. */
export async function createBareConsumer(into, { tarball, manifest }) {
  const dir = join(into, 'bare');
  await cp(join(TEMPLATES, 'bare'), dir, { recursive: true });
  const { devDependencies } = JSON.parse(await readFile(join(REPOSITORY, 'package.json'), 'utf8'));
  const required = Object.keys(manifest.peerDependencies).filter(
    (name) => !manifest.peerDependenciesMeta?.[name]?.optional,
  );
  const dependencies = Object.fromEntries(required.map((name) => [name, devDependencies[name]]));
  await writeFile(join(dir, 'package.json'), JSON.stringify({ private: true, type: 'module', dependencies }));
  await runOrThrow('npm', [...INSTALL, tarball], { cwd: dir });
  return dir;
}

/**
 * Compiles a consumer with its own TypeScript. Its settings say `skipLibCheck: false`, so the declarations of every
 * package are checked too.
 *
 * @returns the errors in the consumer's own files and in our declarations (`ours`: there must be none), and those in
 * declarations of other packages (`foreign`: not for us to mend)
 */
export async function compile(dir, project = 'tsconfig.json') {
  const tsc = join(dir, 'node_modules/typescript/bin/tsc');
  const { code, output } = await run('node', [tsc, '-p', project, '--pretty', 'false'], { cwd: dir });
  const errors = output.split('\n').filter((line) => /\berror TS\d+/.test(line));
  if (code !== 0 && errors.length === 0) throw new Error(`tsc ended with exit code ${code}:\n${output}`);
  return { ours: errors.filter((line) => !isForeign(line)), foreign: errors.filter(isForeign) };
}

function isForeign(errorLine) {
  return /^(?:\.\.\/)*node_modules\/(?!(?:nestjs-whatsapp|whatsapp-simulator)\/)/.test(errorLine);
}
