import { describeStartFailure } from './describe-start-failure.js';
import { readPort } from './read-port.js';
import { startSampleApp } from './start-sample-app.js';

async function start(): Promise<void> {
  const app = await startSampleApp({ port: readPort('PORT', 3000) });
  app.enableShutdownHooks(undefined, { useProcessExit: true });
  const url = await app.getUrl();
  process.stdout.write(`Sample app: ${url}   try it out: ${url}/docs\n`);
}

start().catch((error: unknown) => {
  process.stderr.write(`${describeStartFailure(error, 'PORT')}\n`);
  process.exit(1);
});
