// `npm start`: the simulator and the sample app in one process, wired to each other over HTTP on this machine, so that neither
// can be left running without the other. Nothing reaches Meta.
import { isatty } from 'node:tty';
import { ConsoleLogger } from '@nestjs/common';
import { readPort } from '../../dist/apps/sample/read-port.js';
import { startSampleApp } from '../../dist/apps/sample/start-sample-app.js';
import {
  checkBothAnswer,
  curlFor,
  onStop,
  orExit,
  print,
  startSimulator,
  stopOnSignals,
  wiringTo,
} from './demo-parts.mjs';

stopOnSignals();
print('Starting the simulator and the sample app …\n');
const simulator = await orExit('SIMULATOR_PORT', startSimulator);
const sampleUrl = await orExit('PORT', startSample);
await orExit('PORT', () => checkBothAnswer(simulator, sampleUrl));
printHelp();

async function startSample() {
  Object.assign(process.env, wiringTo(simulator));
  const app = await startSampleApp({
    port: readPort('PORT', 3000),
    logger: ['warn', 'error'],
    filesUrl: `${simulator.url}/simulator/samples`,
  });
  onStop(() => app.close());
  // The start itself was kept quiet; from here on everything that the app reports is about messages.
  app.useLogger(new ConsoleLogger({ colors: isatty(process.stdout.fd) }));
  return app.getUrl();
}

function printHelp() {
  print(`
  Chat page    ${simulator.url}/
  Sample app   ${sampleUrl}
  Try it out   ${sampleUrl}/docs
  In order     ${sampleUrl}/sequences
  Simulator    ${simulator.url}

Send a message: paste this into another terminal.

  ${curlFor(sampleUrl)}

Marketing goes to Bruno (+351912345678): Ana's number is of the United States, where Meta delivers none (131049).
What arrives at the sample app is shown below. Ctrl-C stops both.

`);
}
