import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createSimulatorClient } from 'whatsapp-simulator';
import { Child } from './child.js';

const root = join(import.meta.dirname, '../..');
const demo = join(root, 'apps/sample/demo.mjs');
const scaled = join(root, 'apps/sample/scaled.mjs');
const main = join(root, 'dist/apps/sample/main.js');
const freePorts = { PORT: '0', SIMULATOR_PORT: '0' };

// Starting a process takes seconds on a machine that has other things to do.
jest.setTimeout(180_000);

const running: Child[] = [];

beforeAll(() => {
  if (!existsSync(main)) {
    throw new Error(
      'This spec runs the built programs and there are none: run "npm run build" first ("npm test" does).',
    );
  }
});

afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

function run(script: string, environment: Readonly<Record<string, string>>): Child {
  const child = new Child(script, environment);
  running.push(child);
  return child;
}

describe('npm start', () => {
  it('prints a curl line that sends a message, shows its statuses, and ends with 0 on Ctrl-C', async () => {
    const child = run(demo, freePorts);
    const [, url = '', body = ''] = await child.output(
      /curl -X POST (\S+) -H "Content-Type: application\/json" -d '(.+)'\n/,
    );

    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });

    expect(answer.status).toBe(200);
    const { messageId } = (await answer.json()) as { messageId: string };
    expect(messageId).toMatch(/^wamid\./);
    for (const status of ['sent', 'delivered', 'read']) {
      await child.output(new RegExp(`Status ${status}: to …1234, message ${messageId}`));
    }
    expect(child.stdout).not.toContain('\u001B');
    child.kill('SIGINT');
    expect(await child.exit).toBe(0);
    expect(child.stderr).toBe('');
  });

  it('sends what the curl line says each time that it is pasted, and warns of the second', async () => {
    const child = run(demo, freePorts);
    const [, url = '', body = ''] = await child.output(/curl -X POST (\S+) -H "[^"]+" -d '(.+)'\n/);
    const headers = { 'content-type': 'application/json' };
    for (const attempt of [1, 2]) {
      expect([attempt, (await fetch(url, { method: 'POST', headers, body })).status]).toEqual([attempt, 200]);
    }
    await child.output(/repeats what went to the same recipient/);
  });

  it('prints where the docs page and the simulator are, and both answer', async () => {
    const child = run(demo, freePorts);
    const [, docs = ''] = await child.output(/(http:\S+\/docs)\n/);
    const [, simulator = ''] = await child.output(/Simulator\s+(http:\S+)\n/);

    expect((await fetch(docs)).status).toBe(200);
    expect((await fetch(`${simulator}/v24.0/106540352242922`)).status).toBe(401);
    child.kill('SIGTERM');
    expect(await child.exit).toBe(0);
  });

  it('uses the app secret and the verify token of the environment', async () => {
    const child = run(demo, {
      ...freePorts,
      WHATSAPP_APP_SECRET: 'our-secret',
      WHATSAPP_VERIFY_TOKEN: 'our-token',
    });
    const [, url = ''] = await child.output(/Sample app\s+(http:\S+)\n/);

    const handshake = await fetch(
      `${url}/webhooks/whatsapp?hub.mode=subscribe&hub.verify_token=our-token&hub.challenge=42`,
    );

    expect(await handshake.text()).toBe('42');
  });

  it('runs behind a proxy, which is not asked for this machine', async () => {
    const proxy = 'http://127.0.0.1:9';
    const child = run(demo, {
      ...freePorts,
      HTTP_PROXY: proxy,
      http_proxy: proxy,
      no_proxy: 'intranet.example',
    });

    expect((await child.output(/curl -X POST/))[0]).toBe('curl -X POST');
  });

  it.each(['PORT', 'SIMULATOR_PORT'])(
    'says in one line that %s is taken, and ends with 1',
    async (variable) => {
      const [server, port] = await occupyPort();
      const child = run(demo, { ...freePorts, [variable]: String(port) });

      expect(await child.exit).toBe(1);
      server.close();
      expect(child.stderr).toBe(
        `Port ${port} is already in use. Set ${variable} to a free port and start again.\n`,
      );
    },
  );

  it('says in one line that a port is no port', async () => {
    const child = run(demo, { ...freePorts, PORT: 'eighty' });

    expect(await child.exit).toBe(1);
    expect(child.stderr).toBe('PORT must be a port number from 0 to 65535. Correct it, or leave it unset.\n');
  });
});

describe('npm run start:scaled', () => {
  const typescript = ['--import', join(root, 'test/support/typescript.mjs')];

  function runScaled(environment: Readonly<Record<string, string>>, ...args: string[]): Child {
    const child = new Child(scaled, environment, typescript, args);
    running.push(child);
    return child;
  }

  it.each(['redis', 'postgres'])(
    'chats through two processes on one storage (%s), goes on when one is killed, and starts it again',
    async (storage) => {
      const child = runScaled(freePorts, '--storage', storage);
      const [, url = ''] = await child.output(/Chat page\s+(http:\S+)\/\n/);
      const simulator = createSimulatorClient(url);
      const [, first, second] = await child.output(/web 1 is process (\d+), web 2 is process (\d+)/);
      await child.output(/Ctrl-C stops everything/);
      const people: string[] = [];
      /** Somebody new each time: Meta's pair limit would make answers to one person wait. */
      const chats = async (): Promise<string> => {
        const end = String(people.length + 1).padStart(4, '0');
        const phoneNumber = `+1650556${end}`;
        await simulator.addPerson({ phoneNumber });
        people.push(phoneNumber);
        const message = { type: 'text' as const, text: { body: `message ${end}` } };
        await simulator.act(phoneNumber, { action: 'send', message });
        const [, web = ''] = await child.output(
          new RegExp(`(web \\d).+Received text "message ${end}": from …${end}`),
        );
        return web;
      };
      const [, proxy = ''] = await child.output(/Sample app\s+(http:\S+)/);
      const websThatAnswer = async (): Promise<ReadonlySet<string>> => {
        const webs = new Set<string>();
        for (let times = 0; webs.size < 2 && times < 12; times += 1) {
          webs.add(await chats());
          // Statuses take their turns too: another request, or the next message might always have the same one.
          if (times % 2 === 1) await fetch(proxy);
        }
        return webs;
      };
      const both = new Set(['web 1', 'web 2']);
      expect(await websThatAnswer()).toEqual(both);

      process.kill(Number(first), 'SIGKILL');
      await child.output(/web 1 has ended \(SIGKILL\); web 2 goes on; web 1 is started again in 1 s\n/);
      await chats();
      const [, again] = await child.output(/web 1 is back: it is process (\d+)\n/);
      expect(again).not.toBe(first);
      expect(await websThatAnswer()).toEqual(both);
      // Each was answered once, with the same text.
      for (const phoneNumber of people) {
        const answers = async (): Promise<unknown[]> => {
          const messages = await simulator.messages(phoneNumber);
          return messages.filter(({ direction }) => direction === 'outbound').map(({ content }) => content);
        };
        while ((await answers()).length === 0) await sleep(100);
        expect(await answers()).toEqual([{ body: `message ${phoneNumber.slice(-4)}` }]);
      }

      child.kill('SIGINT');
      expect(await child.exit).toBe(0);
      expect(child.stderr).toBe('');
      for (const pid of [second, again]) expect(() => process.kill(Number(pid), 0)).toThrow('ESRCH');
    },
  );

  it('stops everything with 1 where no web process is left', async () => {
    const child = runScaled(freePorts);
    const [, first, second] = await child.output(/web 1 is process (\d+), web 2 is process (\d+)/);
    for (const pid of [first, second]) process.kill(Number(pid), 'SIGKILL');
    expect(await child.exit).toBe(1);
    expect(child.stderr).toMatch(
      /^web \d has ended \(SIGKILL\), and no other is left: stopping everything\n$/,
    );
  });

  it('shows its help, and says in one line what it does not take', async () => {
    const asked = runScaled({}, '--help');
    expect(await asked.exit).toBe(0);
    expect(asked.stdout).toContain('Usage: npm run start:scaled');
    const wrong = runScaled({}, '--storage', 'mysql');
    expect(await wrong.exit).toBe(2);
    expect(wrong.stderr).toMatch(/^--storage must be redis or postgres, not "mysql"\n/);
    const memory = runScaled({ STORAGE_URL: 'memory:' });
    expect(await memory.exit).toBe(1);
    expect(memory.stderr).toMatch(/^STORAGE_URL is memory:.*\n$/);
  });
});

describe('npm run start:sample', () => {
  const configured = {
    PORT: '0',
    WHATSAPP_PHONE_NUMBER_ID: '106540352242922',
    WHATSAPP_ACCESS_TOKEN: 'a-token',
  };

  it('lists every setting that is missing, once and without a stack, and ends with 1', async () => {
    const child = run(main, { PORT: '0' });

    expect(await child.exit).toBe(1);
    expect(child.stderr).toContain('phoneNumberId');
    expect(child.stderr).toContain('accessToken');
    expect(child.stderr).not.toMatch(/\n\s+at /);
    expect(child.stdout).toBe('');
  });

  it('listens where it is configured, and stops on Ctrl-C with 0', async () => {
    const child = run(main, configured);
    const [, url = ''] = await child.output(/Sample app: (http:\S+)/);

    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    child.kill('SIGINT');
    expect(await child.exit).toBe(0);
  });

  it('says in one line that ALLOWED_HOSTS holds no name', async () => {
    const child = run(main, { ...configured, ALLOWED_HOSTS: 'a.example, http://b.example' });

    expect(await child.exit).toBe(1);
    expect(child.stderr).toMatch(/^ALLOWED_HOSTS must be names .*"http:\/\/b\.example" is none.*\n$/);
  });

  it('says in one line that its port is taken', async () => {
    const [server, port] = await occupyPort();
    const child = run(main, { ...configured, PORT: String(port) });

    expect(await child.exit).toBe(1);
    server.close();
    expect(child.stderr).toBe(`Port ${port} is already in use. Set PORT to a free port and start again.\n`);
  });
});

async function occupyPort(): Promise<[Server, number]> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  return [server, (server.address() as AddressInfo).port];
}
