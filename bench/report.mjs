/** The middle of several figures. */
export function median(figures) {
  const sorted = figures.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/** The median, over the rounds, of what one client cost in comparison with another in the same round. */
export function ratio(ours, theirs) {
  return median(ours.map(({ cpuUs }, round) => cpuUs / theirs[round].cpuUs));
}

/** The median of one figure over the rounds. */
export function medianOf(rounds, figure) {
  return median(rounds.map((round) => round[figure]));
}

/** Rows of strings in columns: the first to the left, the others to the right. */
export function columns(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column])))
        .join('  '),
    )
    .join('\n');
}

/** A ratio for people. */
export function times(number) {
  return `${number.toFixed(2)} x`;
}
