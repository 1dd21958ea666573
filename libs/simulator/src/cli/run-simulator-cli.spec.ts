import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { createSimulatorClient } from '../control/client/index.js';
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

  it('takes options from a file, what is typed before it, and carries the state from run to run', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'simulator-'));
    const [config, state] = [join(dir, 'config.json'), join(dir, 'state.json')];
    writeFileSync(
      config,
      JSON.stringify({ port: 0, accessToken: 'of-the-file', demo: false, rules: 'meta' }),
    );
    const first = new FakeProcess();
    await runSimulatorCli(['--config', config, '--export', state], first);
    expect(first.output).toContain('Bearer of-the-file');
    const client = createSimulatorClient(first.url);
    expect(await client.people()).toHaveLength(1);
    expect((await client.state()).rules.customerServiceWindow).toBe(true);
    const message = { type: 'text', text: { body: 'Remember me' } } as const;
    await client.act('16505551234', { action: 'send', message });
    first.listeners.get('SIGTERM')?.();
    const second = new FakeProcess();
    await runSimulatorCli(
      ['--config', config, '--access-token', 'typed', '--import', state, '--speed', '0'],
      second,
    );
    expect(second.output).toContain('Bearer typed');
    expect(await createSimulatorClient(second.url).messages('16505551234')).toMatchObject([
      { content: message.text },
    ]);
    second.listeners.get('SIGTERM')?.();
    const third = new FakeProcess();
    await runSimulatorCli(['--config', join(dir, 'none.json')], third);
    expect(third.errors).toMatch(/^--config .*none\.json cannot be read: ENOENT/);
    rmSync(dir, { recursive: true });
  });

  it('prints the token that the control API asks for where other machines reach it, and links that carry it', async () => {
    const cli = new FakeProcess();
    await runSimulatorCli(
      ['--port', '0', '--host', '0.0.0.0', '--allow-host', 'one.example', '--allow-host', 'two.example'],
      cli,
    );
    const [, token = ''] = /asks for the token (\S+)\n/.exec(cli.output) ?? [];
    const [, docs = ''] = /Control API +(\S+)\n/.exec(cli.output) ?? [];
    expect(cli.output).toContain(`/?token=${token}\n`);
    const { port, search } = new URL(docs);
    const url = `http://127.0.0.1:${port}`;
    expect((await fetch(`${url}/simulator/docs${search}`)).status).toBe(200);
    await expect(createSimulatorClient(url).state()).rejects.toMatchObject({ status: 401 });
    await expect(createSimulatorClient(url, { token }).state()).resolves.toBeDefined();
    cli.listeners.get('SIGTERM')?.();
    const command = createSimulatorCommand();
    expect(command.helpInformation()).toContain('--allow-host <name>');
    expect(command.parse(['--allow-host', 'a', '--allow-host', 'b'], { from: 'user' }).opts()).toMatchObject({
      allowHost: ['a', 'b'],
    });
  });

  it('starts with the demo, in which somebody has just written and the rules are kept', async () => {
    const cli = new FakeProcess();
    await runSimulatorCli(['--port', '0'], cli);
    const client = createSimulatorClient(cli.url);
    const [ana, ...others] = await client.people();
    expect(ana).toMatchObject({ name: 'Ana', conversations: [{ windowOpenUntil: expect.any(String) }] });
    expect(others.length).toBeGreaterThan(4);
    expect((await client.templates()).map(({ name }) => name)).toContain('hello_world');
    expect((await client.state()).rules.customerServiceWindow).toBe(true);
    cli.listeners.get('SIGTERM')?.();
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
