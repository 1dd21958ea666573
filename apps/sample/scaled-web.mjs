// One of the web processes of `npm run start:scaled`. It tells its parent where it listens, and ends with it.
import { isatty } from 'node:tty';
import { ConsoleLogger } from '@nestjs/common';
import { describeStartFailure } from '../../dist/apps/sample/describe-start-failure.js';
import { startSampleApp } from '../../dist/apps/sample/start-sample-app.js';

const [, , name, filesUrl] = process.argv;

// Ctrl-C reaches every process of the terminal: the parent stops them in order.
process.on('SIGINT', () => {});

try {
  const app = await startSampleApp({ port: 0, logger: ['warn', 'error'], filesUrl });
  app.useLogger(new ConsoleLogger({ prefix: name, colors: isatty(process.stdout.fd) }));
  process.once('disconnect', () => {
    app.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  });
  // The parent has stopped everything meanwhile.
  if (!process.connected) {
    await app.close();
    process.exit(0);
  }
  process.send({ url: await app.getUrl() });
} catch (error) {
  process.stderr.write(`${name}: ${describeStartFailure(error, 'PORT')}\n`);
  process.exit(1);
}
