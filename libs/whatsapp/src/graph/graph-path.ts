import { WhatsAppValidationError } from '../errors/index.js';

/**
 * A part that is empty, `.` or `..`, also in its encoded form, or ended by a backslash, which addresses read as a slash; and the
 * white space that they leave out.
 */
const strayPath = /[\t\n\r]|^(?:[^?#]*[/\\])?(?:\.|%2e){0,2}(?:[/\\?#]|$)/i;

/** Unpaired halves of a character, which cannot be encoded. */
const loneSurrogate = /\p{Surrogate}/u;

/** What is wrong with a path in which a part is missing, or that an address would read as another path. */
export function graphPathProblem(path: string): WhatsAppValidationError | undefined {
  if (!strayPath.test(path)) return undefined;
  return new WhatsAppValidationError([
    {
      path: 'path',
      message:
        'must be a path below the Graph version such as `1234/phone_numbers`, without a slash at an end and without parts that are empty, `.` or `..`: a call there would reach something else',
    },
  ]);
}

/**
 * Refuses what cannot be an id of something at Meta.
 *
 * @throws WhatsAppValidationError where it is no string, is empty, `.` or `..`, or is broken text
 */
export function assertGraphId(id: unknown, field = 'id'): asserts id is string {
  if (typeof id === 'string' && !/^\.{0,2}$/.test(id) && !loneSurrogate.test(id)) return;
  throw new WhatsAppValidationError([
    { path: field, message: 'must be an id as Meta gave it: a string that is not empty, `.` or `..`' },
  ]);
}

/**
 * The id as a part of a Graph path.
 *
 * @throws WhatsAppValidationError where it cannot be one
 */
export function graphPathOf(id: string): string {
  assertGraphId(id);
  return encodeURIComponent(id);
}
