import { readFileSync } from 'node:fs';
import { Command, InvalidArgumentError, Option } from 'commander';

/** The parsed command line. */
export interface SimulatorCliOptions {
  readonly port: number;
  readonly host: string;
  readonly allowHost?: readonly string[];
  readonly webhookUrl?: string;
  readonly phoneNumberId?: string;
  readonly accessToken?: string;
  readonly appSecret?: string;
  readonly verifyToken?: string;
  readonly rules?: 'meta' | 'lenient';
  readonly demo: boolean;
  readonly seed?: number;
  readonly speed?: number;
  readonly config?: string;
  readonly import?: string;
  readonly export?: string;
}

/** The port of the command line; embedded simulators take a free one. */
const DEFAULT_PORT = 3001;

/** The command with its options; `--help` and `--version` included. */
export function createSimulatorCommand(): Command {
  return new Command('whatsapp-simulator')
    .description('A WhatsApp Cloud API on localhost: checks requests as Meta does and sends signed webhooks.')
    .version(packageVersion(), '--version', 'print the version')
    .helpOption('--help', 'print this help')
    .addOption(
      new Option('--port <number>', 'port to listen on, 0 for any free one')
        .env('SIMULATOR_PORT')
        .default(DEFAULT_PORT)
        .argParser(parsePort),
    )
    .option(
      '--host <address>',
      'address to listen on; on another than loopback the control API asks for the token that is printed',
      '127.0.0.1',
    )
    .option(
      '--allow-host <name>',
      'a further name under which a browser may open the chat page (repeatable)',
      collect,
    )
    .option('--webhook-url <url>', 'where webhooks go (default: nowhere)')
    .option('--phone-number-id <id>', 'id of the business phone number')
    .option('--access-token <token>', 'the token that requests must carry')
    .option('--app-secret <secret>', 'signs the webhooks')
    .option('--verify-token <token>', 'sent in the verification handshake')
    .addOption(
      new Option(
        '--rules <preset>',
        "which of Meta's rules are kept (default: meta, lenient without the demo)",
      ).choices(['meta', 'lenient']),
    )
    .option('--no-demo', 'start with one person and one template')
    .option('--seed <number>', 'makes ids and lots repeatable', parseNumber)
    .option('--speed <factor>', 'simulated seconds a real second', parseNumber)
    .option(
      '--config <file>',
      'JSON file with the options of WhatsAppSimulator.start(); the command line wins',
    )
    .option('--import <file>', 'start with the state in this file')
    .option(
      '--export <file>',
      'write the state to this file when stopped (the README says what it leaves out)',
    );
}

function collect(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, value];
}

function parsePort(value: string): number {
  const port = Number(value);
  if (/^\d+$/.test(value) && port <= 65_535) return port;
  throw new InvalidArgumentError('It must be a number from 0 to 65535.');
}

function parseNumber(value: string): number {
  const number = Number(value);
  if (value.trim() !== '' && Number.isFinite(number) && number >= 0) return number;
  throw new InvalidArgumentError('It must be a number from 0 on.');
}

function packageVersion(): string {
  const file: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  return typeof file === 'object' && file !== null && 'version' in file ? String(file.version) : 'unknown';
}
