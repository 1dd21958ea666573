import { recordsIn } from '../../../common/internal.js';
import { type FieldError } from '../../rules/index.js';

/** Checks that each section has a title where there is more than one. */
export function titlesWhereSeveral(sections: unknown): FieldError {
  if (!Array.isArray(sections) || sections.length < 2) return undefined;
  const untitled = sections.findIndex((section) =>
    recordsIn([section]).some(({ title }) => title === undefined),
  );
  return untitled === -1
    ? undefined
    : `must all have a title where there is more than one; [${untitled}] has none`;
}

/** Checks the number of rows or products in all sections together against a limit. */
export function atMostInTotal(sections: unknown, key: 'rows' | 'product_items', max: number): FieldError {
  return itemsOf(sections, key).length > max ? `must have at most ${max} ${key} in total` : undefined;
}

/** The rows or products of all sections, in order. */
export function itemsOf(sections: unknown, key: 'rows' | 'product_items'): unknown[] {
  return recordsIn(sections).flatMap((section): unknown[] => {
    const items = section[key];
    return Array.isArray(items) ? items : [];
  });
}
