/**
 * The known key that somebody probably meant: the same but for case, `_` and `-`, or at most two letters away, of a short one fewer
 * unless `mostEdits` says otherwise.
 */
export function closestKey(
  key: string,
  known: readonly string[],
  mostEdits = Math.min(2, Math.floor(simplify(key).length / 3)),
): string | undefined {
  const plain = simplify(key);
  const ranked = known
    .map((candidate) => ({ candidate, distance: editDistance(plain, simplify(candidate)) }))
    .toSorted((one, other) => one.distance - other.distance);
  const [best] = ranked;
  return best && best.distance <= mostEdits ? best.candidate : undefined;
}

function simplify(key: string): string {
  return key.toLowerCase().replace(/[_-]/g, '');
}

/** Letters to add, drop or change to get from one word to the other (Levenshtein), one row of the table at a time. */
function editDistance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 0; row < from.length; row += 1) {
    const current = [row + 1];
    for (let column = 1; column <= to.length; column += 1) {
      current[column] = Math.min(
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (previous[column - 1] ?? 0) + (from[row] === to[column - 1] ? 0 : 1),
      );
    }
    previous = current;
  }
  return previous[to.length] ?? 0;
}
