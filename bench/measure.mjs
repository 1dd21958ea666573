import { Child } from './child.mjs';

/** Connections that were closed meanwhile are made again before the clock runs. */
const RECONNECT = 64;

/** In the first round, which does not count: fewer, and the figures would be of code that is not compiled yet. */
const LEAST_WARM_UP = 3000;

export const kinds = ['text', 'list'];

/**
 * Runs all clients in turn, round by round, so that whatever slows the machine down for a while slows all of them down.
 * Gives for each client and kind the figures of each round that counts.
 */
export async function measure(clients, { messages, rounds, log }) {
  const server = await Child.start('server.mjs');
  const baseUrl = `http://127.0.0.1:${server.ready.port}`;
  const children = [];
  try {
    for (const { name } of clients) children.push(await Child.start('client.mjs', [name, baseUrl]));
    const results = clients.map(() => Object.fromEntries(kinds.map((kind) => [kind, []])));
    for (let round = 0; round <= rounds; round += 1) {
      log(round === 0 ? 'warming up ...' : `round ${round} of ${rounds} ...`);
      for (const kind of kinds) {
        for (let turn = 0; turn < clients.length; turn += 1) {
          // Each round begins with another client: none has always the same one before it.
          const place = (turn + round) % clients.length;
          const count = round === 0 ? Math.max(messages, LEAST_WARM_UP) : messages;
          const figures = await runOnce(children[place], server, {
            kind,
            messages: count,
            ...clients[place],
          });
          if (round > 0) results[place][kind].push(figures);
        }
      }
    }
    return results;
  } finally {
    await Promise.all([...children, server].map((child) => child.stop()));
  }
}

async function runOnce(child, server, { name, kind, messages, sends = true }) {
  await child.ask({ kind, messages: RECONNECT });
  await server.ask('reset');
  const { cpuUs, wallUs } = await child.ask({ kind, messages });
  const seen = await server.ask('report');
  const expected = sends ? messages : 0;
  if (seen.requests !== expected) {
    throw new Error(`${name}: ${seen.requests} requests reached the server instead of ${expected}`);
  }
  return {
    cpuUs: cpuUs / messages,
    perSecond: (messages / wallUs) * 1_000_000,
    bodyBytes: seen.bytes / messages,
    serverLoad: seen.cpuUs / wallUs,
  };
}
