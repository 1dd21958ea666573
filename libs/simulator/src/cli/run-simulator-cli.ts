import { readFileSync, writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { SimulatorSnapshot } from '../engine/snapshot/simulator-snapshot.js';
import { errorCode, errorText } from '../common/error-text.js';
import type { WhatsAppSimulatorOptions } from '../simulator-options.js';
import { WhatsAppSimulator } from '../whatsapp-simulator.js';
import { createSimulatorCommand, type SimulatorCliOptions } from './simulator-command.js';
import { startText } from './start-text.js';

/** The parts of its process that the command line needs. */
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
    simulator = await start(command, cli);
  } catch (error) {
    cli.stderr.write(`${startProblem(error, options)}\n`);
    cli.exitCode = 1;
    return;
  }
  cli.stdout.write(startText(simulator));
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    if (options.export !== undefined) save(simulator, options.export, cli);
    void simulator.stop();
  };
  cli.once('SIGINT', stop);
  cli.once('SIGTERM', stop);
}

async function start(command: Command, cli: CliProcess): Promise<WhatsAppSimulator> {
  const options = command.opts<SimulatorCliOptions>();
  const { phoneNumberId, allowHost, config, import: stateFile, export: _file, speed, ...others } = options;
  const configured = config === undefined ? {} : readConfig(config);
  // What stands in the file wins over a default of the command line, but not over what was typed.
  const typed = Object.fromEntries(
    Object.entries(others).filter(
      ([name]) => !(name in configured) || command.getOptionValueSource(name) !== 'default',
    ),
  );
  const state = stateFile === undefined ? undefined : readState(stateFile);
  const simulator = await WhatsAppSimulator.start({
    ...configured,
    ...typed,
    ...(allowHost === undefined ? {} : { allowedHosts: allowHost }),
    ...(phoneNumberId === undefined ? {} : { phoneNumbers: [{ id: phoneNumberId }] }),
    logger: {
      info: (message) => cli.stdout.write(`${message}\n`),
      warn: (message) => cli.stderr.write(`${message}\n`),
    },
  });
  try {
    if (state) simulator.control.importState(state);
    if (speed !== undefined) simulator.control.setSpeed(speed);
  } catch (error) {
    await simulator.stop();
    throw error;
  }
  return simulator;
}

function readConfig(file: string): WhatsAppSimulatorOptions {
  return readJson(file, '--config', (text) => {
    const config: WhatsAppSimulatorOptions = JSON.parse(text);
    if (typeof config !== 'object' || config === null) throw new Error('it holds no object of options.');
    const startAt: unknown = config.startAt;
    return typeof startAt === 'string' ? { ...config, startAt: new Date(startAt) } : config;
  });
}

function readState(file: string): SimulatorSnapshot {
  return readJson(file, '--import', (text) => {
    const state: SimulatorSnapshot = JSON.parse(text);
    return state;
  });
}

function readJson<T>(file: string, option: string, parse: (text: string) => T): T {
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`${option} ${file} cannot be read: ${errorText(error)}`, { cause: error });
  }
}

function save(simulator: WhatsAppSimulator, file: string, cli: CliProcess): void {
  try {
    writeFileSync(file, JSON.stringify(simulator.control.exportState(), undefined, 2));
    cli.stdout.write(`The state is in ${file}.\n`);
  } catch (error) {
    cli.stderr.write(`--export ${file} cannot be written: ${errorText(error)}\n`);
    cli.exitCode = 1;
  }
}

function startProblem(error: unknown, { host, port }: SimulatorCliOptions): string {
  const code = errorCode(error);
  if (code === 'EADDRINUSE') {
    return `Port ${port} on ${host} is in use: stop what runs there, or choose another with --port or SIMULATOR_PORT.`;
  }
  if (code === 'EACCES') return `Port ${port} on ${host} may not be used: choose one above 1023.`;
  return errorText(error);
}
