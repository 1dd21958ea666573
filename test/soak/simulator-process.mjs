import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createSimulatorClient } from 'whatsapp-simulator';

/** The simulator as its users run it: the built command, on a process of its own. */
export async function startSimulator(options) {
  const folder = await mkdtemp(join(tmpdir(), 'whatsapp-soak-'));
  const config = join(folder, 'simulator.json');
  await writeFile(config, JSON.stringify(options));
  const command = fileURLToPath(new URL('../../libs/simulator/bin/whatsapp-simulator.js', import.meta.url));
  const child = spawn(process.execPath, [command, '--no-demo', '--port', '0', '--config', config], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8');
  while (!output.includes('Phone number id')) {
    const [text] = await once(child.stdout, 'data');
    output += text;
  }
  child.stdout.resume();
  const [, url] = /(http:\/\/127\.0\.0\.1:\d+)/.exec(output);
  const [, phoneNumberId] = /Phone number id +(\d+)/.exec(output);
  const [, accessToken] = /Bearer ([^']+)'/.exec(output);
  return {
    url,
    phoneNumberId,
    accessToken,
    client: createSimulatorClient(url),
    stop: async () => {
      child.kill();
      await rm(folder, { recursive: true });
    },
  };
}
