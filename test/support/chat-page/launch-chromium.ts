import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/** The path of the browser; `npm test` installs Debian's. */
const EXECUTABLE = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';

/** Without them the browser calls its maker's hosts at every start, and cannot run as root. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts a browser that nobody sees. */
export function launchChromium(): Promise<Browser> {
  if (!existsSync(EXECUTABLE)) {
    throw new Error(
      `There is no browser at ${EXECUTABLE}: run "node scripts/install-chromium.mjs", or set CHROMIUM_PATH.`,
    );
  }
  return chromium.launch({ executablePath: EXECUTABLE, args: FLAGS });
}
