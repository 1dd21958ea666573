// How long a process takes until its simulator listens, and until its first message is accepted: the best of some runs, because
// whatever else runs on the machine only adds to it.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const RUNS = 5;
const MODULE = new URL('../libs/simulator/dist/bundle/index.js', import.meta.url).href;

/** Times since the process began, in milliseconds; the CPU time is that until it listened. */
const SCRIPT = `
const booted = performance.now();
const { WhatsAppSimulator } = await import('${MODULE}');
const loaded = performance.now();
const simulator = await WhatsAppSimulator.start();
const listening = performance.now();
const { user, system } = process.cpuUsage();
const response = await fetch(simulator.url + '/v24.0/' + simulator.phoneNumberId + '/messages', {
  method: 'POST',
  headers: { authorization: 'Bearer ' + simulator.accessToken, 'content-type': 'application/json' },
  body: JSON.stringify({ messaging_product: 'whatsapp', to: '+16505551234', type: 'text', text: { body: 'Hi' } }),
});
if (!response.ok) throw new Error(await response.text());
const accepted = performance.now();
process.stdout.write(JSON.stringify({ booted, loaded, listening, accepted, cpu: (user + system) / 1000 }));
process.exit();
`;

/** @returns the run that listened first */
export async function startUp() {
  const runs = [];
  for (let run = 0; run < RUNS; run += 1) {
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', SCRIPT]);
    runs.push(JSON.parse(stdout));
  }
  return runs.reduce((best, run) => (run.listening < best.listening ? run : best));
}
