// A simulator on a process of its own. Asked by its parent, it says how much CPU time it used since it was last asked, and what
// its heap holds after a collection.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');

const { WhatsAppSimulator } = await import('../libs/simulator/dist/bundle/index.js');
const simulator = await WhatsAppSimulator.start({ statusDelays: { sentMs: 5, deliveredMs: 5, readMs: 5 } });

let cpu = process.cpuUsage();
process.on('message', (order) => void answer(order));

async function answer({ webhookUrl, settle }) {
  if (webhookUrl !== undefined) simulator.setWebhookUrl(webhookUrl ?? undefined);
  if (settle) await simulator.settled();
  const { user, system } = process.cpuUsage(cpu);
  collect();
  const { heapUsed, external } = process.memoryUsage();
  process.send({
    cpuUs: user + system,
    heapMb: (heapUsed + external) / 1024 / 1024,
    accepted: simulator.acceptedCount,
    // The deliveries kept are the newest 10,000.
    failed: simulator.deliveries.filter(({ state }) => state !== 'delivered').length,
  });
  cpu = process.cpuUsage();
}

process.on('disconnect', () => process.exit());
process.send({
  url: simulator.url,
  phoneNumberId: simulator.phoneNumberId,
  accessToken: simulator.accessToken,
});
