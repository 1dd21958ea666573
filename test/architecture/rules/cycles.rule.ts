import type { Rule } from '../rule.js';
import type { Source, Workspace } from '../workspace.js';

/**
 * No file imports itself through others; types count too. One sentence for each ring that is found, file by file.
 * (Under ESM with decorator metadata such a ring fails when it is loaded.)
 */
export const cycles: Rule = (workspace) => {
  const found: string[] = [];
  const done = new Set<Source>();
  const visit = (source: Source, path: readonly Source[]): void => {
    const start = path.indexOf(source);
    if (start !== -1) {
      const ring = [...path.slice(start), source].map((file) => file.path);
      found.push(`Import cycle: ${ring.join(' -> ')}`);
      return;
    }
    if (done.has(source)) return;
    for (const next of targets(workspace, source)) visit(next, [...path, source]);
    done.add(source);
  };
  for (const source of workspace.sources) visit(source, []);
  return found;
};

function targets(workspace: Workspace, source: Source): Set<Source> {
  return new Set(source.imports.flatMap((reference) => workspace.target(source, reference) ?? []));
}
