// `npm start`: the simulator and the sample app in one process, wired to each other over HTTP on this machine, so that neither
// can be left running without the other. Nothing reaches Meta.
import { isatty } from 'node:tty';
import { ConsoleLogger } from '@nestjs/common';
import { WhatsAppSimulator } from 'whatsapp-simulator';
import { describeStartFailure } from '../../dist/apps/sample/describe-start-failure.js';
import { readAllowedHosts } from '../../dist/apps/sample/read-allowed-hosts.js';
import { readPort } from '../../dist/apps/sample/read-port.js';
import { startSampleApp } from '../../dist/apps/sample/start-sample-app.js';

/** Stops what has been started so far, last first. */
const stops = [];

// A second Ctrl-C ends the process at once, as it does without a handler.
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
// Whoever read our output has gone (`npm start | head`).
process.stdout.once('error', stop);

print('Starting the simulator and the sample app …\n');
const simulator = await orExit('SIMULATOR_PORT', startSimulator);
const sampleUrl = await orExit('PORT', startSample);
await orExit('PORT', checkBothAnswer);
printHelp();

async function startSimulator() {
  const started = await WhatsAppSimulator.start({
    port: readPort('SIMULATOR_PORT', 4000),
    demo: true,
    allowedHosts: readAllowedHosts(),
    // While a secret is being rotated the variable holds several: Meta signs with one of them.
    appSecret: process.env.WHATSAPP_APP_SECRET?.split(',')[0]?.trim() || undefined,
    verifyToken: process.env.WHATSAPP_VERIFY_TOKEN?.trim() || undefined,
    logger: { info: () => undefined, warn: (message) => print(`Simulator: ${message}\n`) },
  });
  stops.unshift(() => started.stop());
  return started;
}

async function startSample() {
  // The library uses the proxy of the environment, which would look for the simulator on its own machine.
  const noProxy = process.env.no_proxy || process.env.NO_PROXY;
  const direct = noProxy ? `${noProxy},127.0.0.1` : '127.0.0.1';
  Object.assign(process.env, {
    NO_PROXY: direct,
    no_proxy: direct,
    WHATSAPP_BASE_URL: simulator.url,
    WHATSAPP_PHONE_NUMBER_ID: simulator.phoneNumberId,
    WHATSAPP_ACCESS_TOKEN: simulator.accessToken,
    WHATSAPP_BUSINESS_ACCOUNT_ID: simulator.businessAccountId,
    WHATSAPP_APP_SECRET: process.env.WHATSAPP_APP_SECRET?.trim() || simulator.appSecret,
    WHATSAPP_VERIFY_TOKEN: simulator.verifyToken,
  });
  const app = await startSampleApp({
    port: readPort('PORT', 3000),
    logger: ['warn', 'error'],
    filesUrl: `${simulator.url}/simulator/samples`,
  });
  stops.unshift(() => app.close());
  // The start itself was kept quiet; from here on everything that the app reports is about messages.
  app.useLogger(new ConsoleLogger({ colors: isatty(process.stdout.fd) }));
  return app.getUrl();
}

/** One round trip each way: Meta's handshake with the webhook address, and the app's look at its phone number. */
async function checkBothAnswer() {
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

function printHelp() {
  const message = { to: '+16505551234', type: 'text', text: { body: 'Hello from NestJS' } };
  print(`
  Chat page    ${simulator.url}/
  Sample app   ${sampleUrl}
  Try it out   ${sampleUrl}/docs
  In order     ${sampleUrl}/sequences
  Simulator    ${simulator.url}

Send a message: paste this into another terminal.

  curl -X POST ${sampleUrl}/messages -H "Content-Type: application/json" -d '${JSON.stringify(message)}'

Marketing goes to Bruno (+351912345678): Ana's number is of the United States, where Meta delivers none (131049).
What arrives at the sample app is shown below. Ctrl-C stops both.

`);
}

function orExit(portVariable, start) {
  return start().catch((error) => {
    process.stderr.write(`${describeStartFailure(error, portVariable)}\n`);
    process.exit(1);
  });
}

function stop() {
  stopAll().then(
    () => process.exit(0),
    (error) => {
      process.stderr.write(`${error.stack}\n`);
      process.exit(1);
    },
  );
}

async function stopAll() {
  for (const stopPart of stops.splice(0)) await stopPart();
}

function print(text) {
  process.stdout.write(text);
}
