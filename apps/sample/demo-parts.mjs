// What `npm start` and `npm run start:scaled` have in common: a simulator, how an app is wired to it, and a clean end.
import { WhatsAppSimulator } from 'whatsapp-simulator';
import { describeStartFailure } from '../../dist/apps/sample/describe-start-failure.js';
import { readAllowedHosts } from '../../dist/apps/sample/read-allowed-hosts.js';
import { readPort } from '../../dist/apps/sample/read-port.js';

/** Stops what has been started so far, last first. */
const stops = [];

/** Has Ctrl-C, or the end of whoever reads our output, stop everything. */
export function stopOnSignals() {
  // A second Ctrl-C ends the process at once, as it does without a handler.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => stop(0));
  // Whoever read our output has gone (`npm start | head`).
  process.stdout.once('error', () => stop(0));
}

/** Adds a part to stop, before everything that was started earlier. */
export function onStop(stopPart) {
  stops.unshift(stopPart);
}

/** Stops everything and ends the process. */
export function stop(code) {
  stopAll().then(
    () => process.exit(code),
    (error) => {
      process.stderr.write(`${error.stack}\n`);
      process.exit(1);
    },
  );
}

async function stopAll() {
  for (const stopPart of stops.splice(0)) await stopPart();
}

/** Starts a part; where that fails says why in a line, and ends the process. */
export async function orExit(portVariable, start) {
  try {
    return await start();
  } catch (error) {
    process.stderr.write(`${describeStartFailure(error, portVariable)}\n`);
    stop(1);
    // Nothing else is begun.
    return new Promise(() => {});
  }
}

export async function startSimulator() {
  const started = await WhatsAppSimulator.start({
    port: readPort('SIMULATOR_PORT', 4000),
    demo: true,
    allowedHosts: readAllowedHosts(),
    // While a secret is being rotated the variable holds several: Meta signs with one of them.
    appSecret: process.env.WHATSAPP_APP_SECRET?.split(',')[0]?.trim() || undefined,
    verifyToken: process.env.WHATSAPP_VERIFY_TOKEN?.trim() || undefined,
    logger: { info: () => undefined, warn: (message) => print(`Simulator: ${message}\n`) },
  });
  onStop(() => started.stop());
  return started;
}

/** The environment of an app that talks to a simulator. */
export function wiringTo(simulator) {
  // The library uses the proxy of the environment, which would look for the simulator on its own machine.
  const noProxy = process.env.no_proxy || process.env.NO_PROXY;
  const direct = noProxy ? `${noProxy},127.0.0.1` : '127.0.0.1';
  return {
    NO_PROXY: direct,
    no_proxy: direct,
    WHATSAPP_BASE_URL: simulator.url,
    WHATSAPP_PHONE_NUMBER_ID: simulator.phoneNumberId,
    WHATSAPP_ACCESS_TOKEN: simulator.accessToken,
    WHATSAPP_BUSINESS_ACCOUNT_ID: simulator.businessAccountId,
    WHATSAPP_APP_SECRET: process.env.WHATSAPP_APP_SECRET?.trim() || simulator.appSecret,
    WHATSAPP_VERIFY_TOKEN: simulator.verifyToken,
  };
}

/** One round trip each way: Meta's handshake with the webhook address, and the app's look at its phone number. */
export async function checkBothAnswer(simulator, sampleUrl) {
  simulator.setWebhookUrl(`${sampleUrl}/webhooks/whatsapp`);
  const handshake = await simulator.verifyWebhook();
  if (!handshake.verified) {
    throw new Error(
      `The sample app did not answer the webhook handshake: ${handshake.error ?? handshake.status}`,
    );
  }
  const health = await fetch(`${sampleUrl}/health/whatsapp`);
  if (!health.ok) throw new Error(`The sample app cannot reach the simulator: ${await health.text()}`);
}

/** A command that sends a message. */
export function curlFor(sampleUrl) {
  const message = { to: '+16505551234', type: 'text', text: { body: 'Hello from NestJS' } };
  return `curl -X POST ${sampleUrl}/messages -H "Content-Type: application/json" -d '${JSON.stringify(message)}'`;
}

export function print(text) {
  process.stdout.write(text);
}
