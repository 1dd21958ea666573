/**
 * A value of an enumeration that may grow: the listed words are offered by completion, any other text is allowed.
 *
 * @publicApi
 */
export type Open<Listed extends string> = Listed | (string & {});

/** A type without values: an enumeration is the only kind of text that a comparison with another text rules out of a union. */
declare enum NotListed {
  here = '(not listed)',
}

/**
 * A kind that this version of the library does not list; a text like any other. Comparing with a listed kind rules it out, so
 * that unions narrow; to compare it with a kind that is not listed, read it as a `string` first:
 * `const type: string = message.type`.
 *
 * @publicApi
 */
export type Unlisted = NotListed;
