import type { FuncKeywordDefinition } from 'ajv';

/** The function that ajv calls with the data. */
type DataCheck = ReturnType<NonNullable<FuncKeywordDefinition['compile']>>;

/** `anyCase: true`: the word may come in letters of either case, and is read in capitals. */
export const anyCase: FuncKeywordDefinition = {
  keyword: 'anyCase',
  before: 'enum',
  schemaType: 'boolean',
  modifying: true,
  errors: false,
  compile: () => (data, context) => {
    if (typeof data === 'string' && context)
      context.parentData[context.parentDataProperty] = data.toUpperCase();
    return true;
  },
};

/** `exactlyOneOf: ['id', 'link']`: the object has one of these members, and only one. */
export const exactlyOneOf: FuncKeywordDefinition = {
  keyword: 'exactlyOneOf',
  type: 'object',
  schemaType: 'array',
  errors: true,
  compile: (names: readonly string[]) =>
    rule((data) => {
      const present = names.filter((name) => valuesAt(data, [name]).length > 0);
      if (present.length === 1) return undefined;
      const all = names.join("' or '");
      return present.length === 0 ? `must have '${all}'` : `must have only one of '${all}'`;
    }),
};

/** `uniqueAt: ['rows', '*', 'id']`: the values at this path, taken from every item of the list, all differ. */
export const uniqueAt: FuncKeywordDefinition = {
  keyword: 'uniqueAt',
  type: 'array',
  schemaType: 'array',
  errors: true,
  compile: (path: readonly string[]) =>
    rule((data) => {
      const seen = new Set<unknown>();
      for (const value of valuesAt(data, ['*', ...path])) {
        if (seen.has(value)) return `must not repeat ${path.at(-1)} ${JSON.stringify(value)}`;
        seen.add(value);
      }
      return undefined;
    }),
};

/** `sameAt: ['type']`: what stands at this path is the same in every item of the list. */
export const sameAt: FuncKeywordDefinition = {
  keyword: 'sameAt',
  type: 'array',
  schemaType: 'array',
  errors: true,
  compile: (path: readonly string[]) =>
    rule((data) => {
      const found = new Set(valuesAt(data, ['*']).map((item) => JSON.stringify(valuesAt(item, path))));
      return found.size > 1 ? `must have the same ${path.join('.')} in every item` : undefined;
    }),
};

/** `maxTotal: { of: 'rows', max: 10 }`: the lists of that name hold at most so many items together. */
export const maxTotal: FuncKeywordDefinition = {
  keyword: 'maxTotal',
  type: 'array',
  schemaType: 'object',
  errors: true,
  compile: ({ of, max }: { readonly of: string; readonly max: number }) =>
    rule((data) => {
      const total = valuesAt(data, ['*', of, '*']).length;
      return total > max ? `must have at most ${max} ${of} in total, got ${total}` : undefined;
    }),
};

/** `numberedBy: 'card_index'`: that member counts the items of the list from 0 on, in any order. */
export const numberedBy: FuncKeywordDefinition = {
  keyword: 'numberedBy',
  type: 'array',
  schemaType: 'string',
  errors: true,
  compile: (name: string) =>
    rule((data) => {
      const numbers = new Set(valuesAt(data, ['*', name]));
      const missing = valuesAt(data, ['*']).findIndex((_item, index) => !numbers.has(index));
      return missing === -1 ? undefined : `must count its items by ${name} from 0 on: ${missing} is missing`;
    }),
};

const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** `singleEmoji: true`: one emoji, or nothing. */
export const singleEmoji: FuncKeywordDefinition = {
  keyword: 'singleEmoji',
  type: 'string',
  schemaType: 'boolean',
  errors: true,
  compile: () =>
    rule((data) => {
      if (data === '') return undefined;
      const single = typeof data === 'string' && [...GRAPHEMES.segment(data)].length === 1;
      return single && /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u.test(data)
        ? undefined
        : 'must be one emoji, or empty to take the reaction back';
    }),
};

/** Turns a function that names the problem into what ajv wants: a truth value, with the error beside it. */
function rule(problem: (data: unknown) => string | undefined): DataCheck {
  const validate: DataCheck = (data: unknown) => {
    const message = problem(data);
    if (message === undefined) return true;
    validate.errors = [{ keyword: 'rule', message, params: {} }];
    return false;
  };
  return validate;
}

/** The values at a path; `*` stands for every item of a list. */
function valuesAt(data: unknown, path: readonly string[]): unknown[] {
  let values = [data];
  for (const step of path) {
    values = values.flatMap((value) => {
      if (step === '*') return Array.isArray(value) ? value : [];
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return [];
      return [Reflect.get(value, step)];
    });
  }
  return values;
}
