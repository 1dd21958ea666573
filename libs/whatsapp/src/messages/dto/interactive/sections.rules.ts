import { recordsIn } from '../../../common/internal.js';
import { type Verdict } from '../../rules/index.js';

/** With more than one section each must have a title. */
export function titlesWhereSeveral(sections: unknown): Verdict {
  if (!Array.isArray(sections) || sections.length < 2) return undefined;
  const untitled = sections.findIndex((section) =>
    recordsIn([section]).some(({ title }) => title === undefined),
  );
  return untitled === -1
    ? undefined
    : `must all have a title where there is more than one; [${untitled}] has none`;
}

/** How many rows or products all sections have together may not go over a limit. */
export function atMostInTotal(sections: unknown, key: 'rows' | 'product_items', max: number): Verdict {
  return itemsOf(sections, key).length > max ? `must have at most ${max} ${key} in total` : undefined;
}

/** The rows or products of all sections, in order. */
export function itemsOf(sections: unknown, key: 'rows' | 'product_items'): unknown[] {
  return recordsIn(sections).flatMap((section): unknown[] => {
    const items = section[key];
    return Array.isArray(items) ? items : [];
  });
}
