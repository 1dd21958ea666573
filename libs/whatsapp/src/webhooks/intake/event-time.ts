import { isRecord, millisecondsOrNone } from '../../common/internal.js';

/** The depth to which items may stand in lists of lists: a message of the history stands in the third. */
const deepestList = 4;

/**
 * Returns the time of a value's facts, in milliseconds since the UNIX epoch: its own time, or that
 * of the newest of its items. Only `timestamp` and `time` count: other times are those when
 * something expires, was created or will be.
 */
export function timeOfValue(value: Readonly<Record<string, unknown>>): number | undefined {
  return timeOf(value) ?? newestIn(value, deepestList);
}

function timeOf({ timestamp, time }: Readonly<Record<string, unknown>>): number | undefined {
  return millisecondsOrNone(timestamp) ?? millisecondsOrNone(time);
}

function newestIn(value: Readonly<Record<string, unknown>>, depth: number): number | undefined {
  let newest: number | undefined;
  if (depth === 0) return newest;
  for (const list of Object.values(value)) {
    if (!Array.isArray(list)) continue;
    for (const item of list as readonly unknown[]) {
      if (!isRecord(item)) continue;
      const { metadata } = item;
      const own = timeOf(item) ?? (isRecord(metadata) ? timeOf(metadata) : undefined);
      const time = own ?? newestIn(item, depth - 1);
      if (time !== undefined && (newest === undefined || time > newest)) newest = time;
    }
  }
  return newest;
}
