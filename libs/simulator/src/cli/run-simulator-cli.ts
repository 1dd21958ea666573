import { errorCode, errorText } from '../error-text.js';
import { WhatsAppSimulator } from '../whatsapp-simulator.js';
import { createSimulatorCommand, type SimulatorCliOptions } from './simulator-command.js';
import { startText } from './start-text.js';

/** What the command line needs of its process. */
export interface CliProcess {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
  exitCode?: number | string | null | undefined;
  once(signal: 'SIGINT' | 'SIGTERM', listener: () => void): unknown;
}

/**
 * Runs a simulator from the command line until SIGINT or SIGTERM.
 * Where it cannot start it says why in one line and sets the exit code to 1.
 * @param args the arguments after the program's name
 * @param cli @default this process
 * @publicApi
 */
export async function runSimulatorCli(args: readonly string[], cli: CliProcess = process): Promise<void> {
  const command = createSimulatorCommand().parse(args, { from: 'user' });
  const options = command.opts<SimulatorCliOptions>();
  let simulator: WhatsAppSimulator;
  try {
    simulator = await start(options, cli);
  } catch (error) {
    cli.stderr.write(`${startProblem(error, options)}\n`);
    cli.exitCode = 1;
    return;
  }
  cli.stdout.write(startText(simulator, options.webhookUrl));
  const stop = () => void simulator.stop();
  cli.once('SIGINT', stop);
  cli.once('SIGTERM', stop);
}

function start(options: SimulatorCliOptions, cli: CliProcess): Promise<WhatsAppSimulator> {
  const { phoneNumberId, ...others } = options;
  return WhatsAppSimulator.start({
    ...others,
    ...(phoneNumberId === undefined ? {} : { phoneNumbers: [{ id: phoneNumberId }] }),
    logger: {
      info: (message) => cli.stdout.write(`${message}\n`),
      warn: (message) => cli.stderr.write(`${message}\n`),
    },
  });
}

function startProblem(error: unknown, { host, port }: SimulatorCliOptions): string {
  const code = errorCode(error);
  if (code === 'EADDRINUSE') {
    return `Port ${port} on ${host} is in use: stop what runs there, or choose another with --port or SIMULATOR_PORT.`;
  }
  if (code === 'EACCES') return `Port ${port} on ${host} may not be used: choose one above 1023.`;
  return errorText(error);
}
