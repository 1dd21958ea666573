/** What became of the counters that several `storage-writer.mjs` have changed. A counter has a life from each time it is made. */
export interface CounterLedger {
  /** Changes that were answered. */
  readonly counted: number;
  readonly removed: number;
  /** Counts that two changes were answered with, or that stand above the last one of their counter: one was made on an older state. */
  readonly lost: string[];
  /** Counts that no change was answered with, below the last one of their counter: a change was made twice, or its process ended. */
  readonly unaccounted: string[];
}

/** @param output the lines of all writers, and of one that has told what is left */
export function ledgerOf(output: string): CounterLedger {
  const lives = new Map<string, { counts: number[]; ends: number[] }>();
  let counted = 0;
  let removed = 0;
  for (const [, what, life = '', count] of output.matchAll(/^(counted|removed|left) (\S+ \S+) (\d+)$/gm)) {
    const known = lives.get(life) ?? { counts: [], ends: [] };
    lives.set(life, known);
    if (what === 'counted') counted += 1;
    if (what === 'removed') removed += 1;
    (what === 'counted' ? known.counts : known.ends).push(Number(count));
  }
  const lost: string[] = [];
  const unaccounted: string[] = [];
  for (const [life, { counts, ends }] of lives) {
    const told = new Set(counts);
    // The end of a counter whose remover was killed is not known.
    const last = ends[0] ?? Math.max(...counts);
    if (ends.length > 1) lost.push(`${life} has ended ${ends.length} times`);
    if (told.size < counts.length) lost.push(`${life}: ${counts.length - told.size} counts twice`);
    for (const count of told) if (count > last) lost.push(`${life} ended at ${last}, but had ${count}`);
    for (let count = 1; count <= last; count += 1) {
      if (!told.has(count)) unaccounted.push(`${life} ${count}`);
    }
  }
  return { counted, removed, lost, unaccounted };
}
