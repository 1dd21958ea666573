import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';

const bench = import.meta.dirname;
const root = join(bench, '..');
const nest = join(root, 'node_modules/@nestjs/cli/bin/nest.js');

/** Installs this folder's packages where they are missing or out of date, and builds the library. */
export function prepare({ build, log }) {
  if (!existsSync(nest)) throw new Error('The workspace is not installed: run `npm ci` at the root first');
  if (!isInstalled()) {
    log('installing the packages of bench/ ...');
    // npm is a script of Node on some systems and a .cmd on others: a shell finds either.
    run('npm', ['ci'], { cwd: bench, shell: true });
  }
  if (build) {
    log('building nestjs-whatsapp ...');
    run(process.execPath, [nest, 'build', 'whatsapp'], { cwd: root });
  }
}

function isInstalled() {
  // npm writes this file at the end of each install.
  const installed = join(bench, 'node_modules/.package-lock.json');
  return (
    existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(bench, 'package-lock.json')).mtimeMs
  );
}

/** What the command prints is progress: stdout is for the table. */
function run(command, args, options) {
  execFileSync(command, args, { ...options, stdio: ['ignore', 2, 2] });
}
