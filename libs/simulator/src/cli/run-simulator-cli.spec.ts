import { describe, expect, it } from '@jest/globals';
import { runSimulatorCli, type CliProcess } from './run-simulator-cli.js';
import { createSimulatorCommand } from './simulator-command.js';

/** A process that keeps what is written and whom to tell of a signal. */
class FakeProcess implements CliProcess {
  output = '';
  errors = '';
  exitCode?: number | string | null | undefined;
  readonly listeners = new Map<string, () => void>();
  readonly stdout = { write: (text: string) => (this.output += text) };
  readonly stderr = { write: (text: string) => (this.errors += text) };

  once(signal: string, listener: () => void): void {
    this.listeners.set(signal, listener);
  }

  get url(): string {
    return /http:\/\/\S+:\d+/.exec(this.output)?.[0] ?? '';
  }
}

describe('the command line', () => {
  it('prints where it is and a curl line that works, and stops on a signal', async () => {
    const cli = new FakeProcess();
    await runSimulatorCli(['--port', '0', '--phone-number-id', '42', '--access-token', 'abc'], cli);
    expect(cli.output).toContain('Phone number id      42');
    const [, url = '', token = '', body = ''] =
      /curl -X POST (\S+) [^']*'Authorization: (Bearer \w+)'[\s\S]*-d '(.*)'/.exec(cli.output) ?? [];
    const response = await fetch(url, {
      method: 'POST',
      headers: { authorization: token, 'content-type': 'application/json' },
      body,
    });
    expect(response.status).toBe(200);
    cli.listeners.get('SIGTERM')?.();
    await expect(fetch(cli.url)).rejects.toThrow('fetch failed');
    expect(cli.listeners.has('SIGINT')).toBe(true);
  });

  it('says in one line that a port is in use, and exits with 1', async () => {
    const [first, second] = [new FakeProcess(), new FakeProcess()];
    await runSimulatorCli(['--port', '0'], first);
    const port = new URL(first.url).port;
    await runSimulatorCli(['--port', port], second);
    first.listeners.get('SIGINT')?.();
    expect(second.exitCode).toBe(1);
    expect(second.errors).toBe(
      `Port ${port} on 127.0.0.1 is in use: stop what runs there, or choose another with --port or SIMULATOR_PORT.\n`,
    );
  });

  it('says in one line what is wrong with an option', async () => {
    const cli = new FakeProcess();
    await runSimulatorCli(['--port', '0', '--webhook-url', 'localhost'], cli);
    expect(cli.exitCode).toBe(1);
    expect(cli.errors).toBe('The webhook URL must begin with http:// or https://, got "localhost".\n');
  });

  it('takes the port from the environment, and the option before it', () => {
    const before = process.env['SIMULATOR_PORT'];
    process.env['SIMULATOR_PORT'] = '4567';
    try {
      expect(createSimulatorCommand().parse([], { from: 'user' }).opts()).toMatchObject({ port: 4567 });
      expect(createSimulatorCommand().parse(['--port', '0'], { from: 'user' }).opts()).toMatchObject({
        port: 0,
      });
    } finally {
      if (before === undefined) delete process.env['SIMULATOR_PORT'];
      else process.env['SIMULATOR_PORT'] = before;
    }
  });

  it('explains itself and refuses what is no port', () => {
    const command = createSimulatorCommand()
      .exitOverride()
      .configureOutput({ writeErr: () => undefined });
    expect(command.helpInformation()).toContain('--webhook-url <url>');
    expect(command.version()).toMatch(/^\d+\.\d+\.\d+/);
    for (const port of ['65536', '-1', '80a', '']) {
      expect(() => command.parse([`--port=${port}`], { from: 'user' })).toThrow('from 0 to 65535');
    }
  });
});
