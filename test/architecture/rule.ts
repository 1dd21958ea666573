import type { Source, Workspace } from './workspace.js';

/** A rule looks at the whole workspace and returns one sentence for each place that breaks it. */
export type Rule = (workspace: Workspace) => string[];

/** The sentence of one breach: where it is, then what is wrong and what to do. */
export function breach(source: Source, line: number, what: string): string {
  return `${source.path}:${line} ${what}`;
}
