// `npm run bench`: see README.md.
import { kinds, measure } from './measure.mjs';
import { help, readOptions } from './options.mjs';
import { prepare } from './prepare.mjs';
import { columns, median, medianOf, ratio, times } from './report.mjs';

const validation = { name: 'validation', sends: false };
const clients = [
  { name: 'undici', title: 'undici, Pool.request' },
  { name: 'whatsapp-undici', title: 'nestjs-whatsapp, UndiciGraphTransport' },
  { name: 'whatsapp-default', title: 'nestjs-whatsapp, default transport' },
  { name: 'nestjs-axios', title: '@nestjs/axios, keep-alive' },
  { name: 'kapso', title: '@kapso/whatsapp-cloud-api' },
  validation,
];
const goals = [
  { ours: 'whatsapp-default', theirs: 'kapso', atMost: 0.5 },
  { ours: 'whatsapp-undici', theirs: 'undici', atMost: 2.5 },
];
const titles = { text: 'A text message', list: 'A list message with ten rows' };

try {
  await main(readOptions(process.argv.slice(2)));
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

async function main(options) {
  if (options.help) {
    print(help);
    return;
  }
  prepare({ build: options.build, log });
  const results = await measure(clients, { ...options, log });
  const by = Object.fromEntries(clients.map(({ name }, place) => [name, results[place]]));
  print(
    `Node ${process.versions.node}, ${options.messages} messages a round, 32 in flight, medians of ${options.rounds} rounds.\n` +
      'CPU: user and system time of the client process for one message. Ratios: of that CPU time, round by round.\n',
  );
  for (const kind of kinds) print(`\n${titles[kind]}\n${table(by, kind)}\n`);
  print(`\nValidation alone\n${validationTable(by)}\n`);
  print(`\nGoals (text)\n${goals.map((goal) => judge(goal, by)).join('\n')}\n`);
  print(`\nThe server used at most ${serverLoad(results)} % of a core (median of its busiest client).\n`);
}

function table(by, kind) {
  const rows = clients
    .filter((client) => client !== validation)
    .map(({ name, title }) => {
      const rounds = by[name][kind];
      return [
        title,
        medianOf(rounds, 'cpuUs').toFixed(0),
        medianOf(rounds, 'perSecond').toFixed(0),
        times(ratio(rounds, by.undici[kind])),
        times(ratio(rounds, by.kapso[kind])),
        medianOf(rounds, 'bodyBytes').toFixed(0),
      ];
    });
  return columns([['', 'CPU µs', 'messages/s', 'raw undici', 'kapso', 'body bytes'], ...rows]);
}

function validationTable(by) {
  const rows = kinds.map((kind) => {
    const rounds = by.validation[kind];
    const share = ratio(rounds, by['whatsapp-undici'][kind]);
    return [titles[kind], medianOf(rounds, 'cpuUs').toFixed(1), `${(share * 100).toFixed(0)} %`];
  });
  return columns([['', 'CPU µs', 'of a send over UndiciGraphTransport'], ...rows]);
}

function judge({ ours, theirs, atMost }, by) {
  const found = ratio(by[ours].text, by[theirs].text);
  return `${found <= atMost ? 'met    ' : 'not met'}  ${titleOf(ours)}: ${times(found)} ${titleOf(theirs)} (goal: at most ${times(atMost)})`;
}

function titleOf(name) {
  return clients.find((client) => client.name === name).title;
}

function serverLoad(results) {
  const loads = results.flatMap((result) =>
    kinds.map((kind) => median(result[kind].map((round) => round.serverLoad))),
  );
  return (Math.max(...loads) * 100).toFixed(0);
}

function print(text) {
  process.stdout.write(text);
}

function log(text) {
  process.stderr.write(`${text}\n`);
}
