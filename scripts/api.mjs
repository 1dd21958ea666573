// Prints the public names of nestjs-whatsapp, entry by entry, as they are in the sources. Run by `npm run api`.
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { isValue, readApi } from '../test/api/read-api.ts';
import { snapshotOf, writeSnapshot } from '../test/api/snapshot.ts';

const usage = `Prints the public names of nestjs-whatsapp, entry by entry, with the count of each entry.

npm run api -- [OPTIONS] [ENTRY ...]

ENTRY        only these, such as nestjs-whatsapp or nestjs-whatsapp/extending
--counts     the counts alone
--update     write the names down in test/api, where a test compares them
--root DIR   another copy of this repository, to compare with
--help       this text
`;

let options;
try {
  options = parseArgs({
    allowPositionals: true,
    options: {
      counts: { type: 'boolean', default: false },
      update: { type: 'boolean', default: false },
      root: { type: 'string', default: join(import.meta.dirname, '..') },
      help: { type: 'boolean', default: false },
    },
  });
} catch (error) {
  process.stderr.write(`${error.message}\n\n${usage}`);
  process.exit(1);
}
const { values, positionals } = options;
if (values.help) {
  process.stdout.write(usage);
  process.exit();
}

const api = readApi(resolve(values.root), 'libs/whatsapp');
const unknown = positionals.filter((name) => !api.some(({ specifier }) => specifier === name));
if (unknown.length > 0) {
  const known = api.map(({ specifier }) => specifier).join(', ');
  process.stderr.write(`No entry is named ${unknown.join(' or ')}. There are: ${known}\n`);
  process.exit(1);
}
const shown = api.filter(({ specifier }) => positionals.length === 0 || positionals.includes(specifier));

const width = Math.max(...shown.map(({ specifier }) => specifier.length));
const line = (title, names) => {
  const valueCount = names.filter(isValue).length;
  return `${title.padEnd(width)}  ${String(names.length).padStart(4)} names: ${String(valueCount).padStart(4)} values, ${String(names.length - valueCount).padStart(4)} types\n`;
};
for (const entry of shown) {
  if (values.update) writeSnapshot(entry);
  if (!values.counts)
    process.stdout.write(`${entry.specifier}\n${snapshotOf(entry).replace(/^/gm, '  ').trimEnd()}\n\n`);
}
for (const { specifier, names } of shown) process.stdout.write(line(specifier, names));
if (shown.length > 1)
  process.stdout.write(
    line(
      'together',
      shown.flatMap(({ names }) => names),
    ),
  );
