import { isatty } from 'node:tty';
import { ConsoleLogger, type LoggerService, type LogLevel } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from './app.module.js';
import { localAccess } from './local-access.js';
import { readAllowedHosts } from './read-allowed-hosts.js';
import { setUpDocs } from './set-up-docs.js';

/** Only this machine can reach the sample: it sends messages for whoever asks. */
const host = '127.0.0.1';

/** The settings that differ between a start from the command line, the demo and a test. */
export interface SampleAppOptions {
  /** The port on 127.0.0.1; 0 lets the system choose one. */
  readonly port: number;
  /** The logger. @default Nest's console logger, in colour on a terminal */
  readonly logger?: LoggerService | LogLevel[];
  /** The URL of the files of the examples at `/docs`, without a slash at the end. @default none: their links are placeholders */
  readonly filesUrl?: string;
}

/**
 * Starts the sample app; resolves when it listens. Its settings come from `WHATSAPP_*` environment variables.
 *
 * @throws WhatsAppConfigurationError listing everything that is missing or wrong
 * @throws InvalidAllowedHostError where `ALLOWED_HOSTS` holds what is no name
 * @throws InvalidStorageUrlError where `STORAGE_URL` names no storage
 * @throws Error with code `EADDRINUSE` where the port is taken
 */
export async function startSampleApp({
  port,
  logger,
  filesUrl,
}: SampleAppOptions): Promise<NestExpressApplication> {
  const access = localAccess(readAllowedHosts());
  const app = await NestFactory.create<NestExpressApplication>(AppModule, {
    // A failed start is reported once, by whoever called: nothing is printed before it is known to have worked.
    abortOnError: false,
    bufferLogs: true,
    autoFlushLogs: false,
    // Keep-alive connections (a browser on /docs) must not hold up Ctrl-C.
    forceCloseConnections: true,
  });
  // Before the page at /docs, which no middleware of a module would come before.
  app.use(access);
  setUpDocs(app, filesUrl);
  await app.listen(port, host);
  app.useLogger(logger ?? new ConsoleLogger({ colors: isatty(process.stdout.fd) }));
  app.flushLogs();
  return app;
}
