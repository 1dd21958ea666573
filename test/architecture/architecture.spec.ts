import { describe, expect, it } from '@jest/globals';
import { readWorkspace } from './read-workspace.js';
import { isPage } from './workspace.js';
import { RULES } from './rules/index.js';

const workspace = readWorkspace(`${import.meta.dirname}/../..`);

describe('The sources of the workspace', () => {
  it.each(Object.entries(RULES))('keep the rule: %s', (_sentence, rule) => {
    expect(rule(workspace)).toEqual([]);
  });

  it('were really read: each package, its files and their imports', () => {
    const dirs = workspace.packages.map(({ dir }) => dir).toSorted();
    expect(dirs).toEqual(['apps/sample', 'apps/simulator', 'libs/simulator', 'libs/whatsapp']);
    for (const dir of dirs) expect(workspace.shippedSourcesOf(dir).length).toBeGreaterThan(0);

    const page = workspace.sources.filter(isPage);
    expect(page.filter(({ path }) => path.endsWith('.tsx')).length).toBeGreaterThan(10);

    const library = workspace.shippedSourcesOf('libs/whatsapp');
    expect(library.length).toBeGreaterThan(10);
    const edges = library.flatMap((source) =>
      source.imports.flatMap((reference) => workspace.target(source, reference) ?? []),
    );
    expect(edges.length).toBeGreaterThan(library.length / 2);
  });
});
