import { kindOf, phoneName } from './user-names.js';

/** Another id of the same user, and when both were first and last seen together, in milliseconds. A phone number is as Meta wrote it. */
export type Link = readonly [id: string, first: number, last: number];

/** An id that took the place of another, or the id that was replaced, with the time in milliseconds. */
export type Succession = readonly [id: string, at: number];

/** The links of one id: only ever added to, the same in whatever order and however often. */
export interface LinkRecord {
  readonly links: readonly Link[];
  /** `wa_id`s that webhooks have shown, to the digit. */
  readonly shown?: readonly string[];
  /** User ids that took this one's place; of a phone number the one that its user, who has no user id, has instead. */
  readonly became?: readonly Succession[];
  /** The ids that this one replaced. */
  readonly was?: readonly Succession[];
}

/**
 * The interval at which it is written that a pair of ids is still seen together, in milliseconds;
 * it is written at once where another user has come between them.
 */
export const refreshMs = 86_400_000;

/** Other ids of one id, at most: who was not seen for longest goes. A test number may be seen with many. */
const maxLinks = 64;

/** The time of the latest sighting until a time that a link knows of. */
export function seenAt([, first, last]: Link, time: number): number {
  if (last <= time) return last;
  return first <= time ? first : Number.NEGATIVE_INFINITY;
}

/** Adds that an id was seen with this one; the same object where that says nothing new. */
export function withLink(record: LinkRecord, id: string, at: number): LinkRecord {
  const index = record.links.findIndex(([other]) => other === id);
  const known = record.links[index];
  if (known === undefined) {
    const links = [...record.links, [id, at, at] as const];
    return { ...record, links: links.length > maxLinks ? withoutOldest(links) : links };
  }
  const [, first, last] = known;
  const isLater = at > last && (at - last >= refreshMs || isContested(record, id, last, at));
  if (at >= first && !isLater) return record;
  return { ...record, links: record.links.with(index, [id, Math.min(first, at), isLater ? at : last]) };
}

/** Adds a `wa_id` that was shown; the same object where it was before. */
export function withShown(record: LinkRecord, waId: string): LinkRecord {
  const { shown = [] } = record;
  return shown.includes(waId) ? record : { ...record, shown: [...shown, waId] };
}

/** Adds a succession; the same object where it is known, at that time or earlier. */
export function withSuccession(
  record: LinkRecord,
  kind: 'became' | 'was',
  id: string,
  at: number,
): LinkRecord {
  const known = record[kind] ?? [];
  const before = known.find(([other]) => other === id);
  if (before && before[1] <= at) return record;
  return { ...record, [kind]: [...known.filter((other) => other !== before), [id, at]] };
}

/** Whether another id of the same kind was seen meanwhile. */
function isContested({ links }: LinkRecord, id: string, since: number, until: number): boolean {
  const kind = kindOf(id);
  const name = kind === 'phone' ? phoneName(id) : id;
  return links.some((link) => {
    const [other] = link;
    if (other === id || kindOf(other) !== kind || (kind === 'phone' && phoneName(other) === name))
      return false;
    const seen = seenAt(link, until);
    return seen >= since;
  });
}

function withoutOldest(links: readonly Link[]): Link[] {
  const oldest = links.reduce((one, other) => (other[2] < one[2] ? other : one));
  return links.filter((link) => link !== oldest);
}
