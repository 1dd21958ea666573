import assert from 'node:assert/strict';
import { WhatsAppSimulator } from 'whatsapp-simulator';

const simulator = await WhatsAppSimulator.start();
const response = await fetch(`${simulator.url}/v24.0/${simulator.phoneNumberId}/messages`, {
  method: 'POST',
  headers: { authorization: `Bearer ${simulator.accessToken}`, 'content-type': 'application/json' },
  body: JSON.stringify({
    messaging_product: 'whatsapp',
    to: '+16505551234',
    type: 'text',
    text: { body: 'Hello from outside the repository' },
  }),
});
assert.equal(response.status, 200, await response.text());
assert.equal(simulator.acceptedCount, 1);
await simulator.stop();
process.stdout.write('simulator: all good\n');
