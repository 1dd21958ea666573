// Installs Debian's Chromium for the tests of the chat page where there is none, with fonts for emojis and for screenshots.
// Does nothing where CHROMIUM_PATH names a browser, and where there is no apt-get or no right to use it.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const PACKAGES = ['chromium', 'fonts-noto-color-emoji', 'fonts-roboto-unhinted'];

if (!process.env.CHROMIUM_PATH && !existsSync('/usr/bin/chromium')) install();

function install() {
  if (spawnSync('apt-get', ['--version']).error || process.getuid?.() !== 0) {
    process.stdout.write(
      'The tests of the chat page need Chromium: install it, or set CHROMIUM_PATH to that of a Chrome or Chromium.\n',
    );
    return;
  }
  process.stdout.write(`Installing ${PACKAGES.join(', ')} …\n`);
  aptGet('update');
  aptGet('install', '--yes', '--no-install-recommends', ...PACKAGES);
}

function aptGet(...args) {
  const { status, stdout, stderr } = spawnSync('apt-get', ['--quiet', ...args], {
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (status === 0) return;
  process.stderr.write(`${stdout}${stderr}`);
  process.exit(status ?? 1);
}
