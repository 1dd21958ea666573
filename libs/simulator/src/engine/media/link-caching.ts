/** The headers of a link's host about caching. */
export interface LinkCaching {
  /** The header `cache-control`. */
  readonly cacheControl?: string | undefined;
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
}

/** The time for which a link is kept whose host sends no such headers, in milliseconds. */
const DEFAULT_MS = 10 * 60 * 1000;

/** Returns the time for which a file may be used again without a request to its host, in milliseconds. */
export function reusableMs({ cacheControl = '' }: LinkCaching): number {
  const directives = cacheControl.toLowerCase().split(',');
  const named = new Map(
    directives.map((one) => {
      const [name = '', value] = one.trim().split('=', 2);
      return [name, value];
    }),
  );
  if (named.has('no-store') || named.has('private') || named.has('no-cache')) return 0;
  const seconds = Number(named.get('max-age')?.replaceAll('"', '') ?? Number.NaN);
  return Number.isInteger(seconds) && seconds >= 0 ? seconds * 1000 : DEFAULT_MS;
}

/** Returns the headers that ask the host whether a file has changed; `undefined` where it is to be fetched again as it is. */
export function validatorsOf({
  cacheControl = '',
  etag,
  lastModified,
}: LinkCaching): LinkCaching | undefined {
  if (/\b(?:no-store|private)\b/i.test(cacheControl)) return undefined;
  return etag === undefined && lastModified === undefined ? undefined : { etag, lastModified };
}
