import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { checkBlocks } from './check-blocks.js';
import { codeBlocks, localLinks } from './markdown.js';

const root = join(import.meta.dirname, '../..');
const chapters = readdirSync(join(root, 'docs/handbook'))
  .filter((name) => name.endsWith('.md'))
  .map((name) => `docs/handbook/${name}`);
const withCode = [...chapters, 'README.md', 'libs/whatsapp/README.md'];
const documents = [...withCode, 'ARCHITECTURE.md', 'CONTRIBUTING.md'].filter((path) =>
  existsSync(join(root, path)),
);

const wrongExample = `Text.

\`\`\`ts
await messages.sendText(
  42,
  'Hello',
);
\`\`\`

\`\`\`ts
constructor(private readonly example: strange.Thing) {}
\`\`\`
`;

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

describe('the documentation', () => {
  // One program for all of them, and for one that is wrong.
  let mistakes: string[];
  const wrong = { path: 'docs/handbook/wrong.md', blocks: codeBlocks(wrongExample) };

  beforeAll(() => {
    const blocksOf = (path: string) => ({ path, blocks: codeBlocks(read(path)) });
    mistakes = checkBlocks(root, [...withCode.map(blocksOf), wrong]);
  }, 60_000);

  it('compiles: every ts block of the handbook and of the READMEs, against the sources', () => {
    expect(mistakes.filter((mistake) => !mistake.startsWith(wrong.path))).toEqual([]);
  });

  it('would not compile with a mistake, and says where that stands', () => {
    expect(mistakes.filter((mistake) => mistake.startsWith(wrong.path))).toEqual([
      expect.stringMatching(/^docs\/handbook\/wrong\.md:5: .*'number'/),
      expect.stringMatching(/^docs\/handbook\/wrong\.md:11: .*'strange'/),
    ]);
  });

  it('links to files that exist', () => {
    const dead = documents.flatMap((path) =>
      localLinks(read(path))
        .filter(({ target }) => !existsSync(join(root, dirname(path), target)))
        .map(({ line, target }) => `${path}:${line}: ${target}`),
    );
    expect(dead).toEqual([]);
  });

  it('lists every chapter in the index', () => {
    const linked = localLinks(read('docs/handbook/README.md')).map(({ target }) => `docs/handbook/${target}`);
    expect(linked).toEqual(expect.arrayContaining(chapters.filter((path) => !path.endsWith('README.md'))));
  });
});
