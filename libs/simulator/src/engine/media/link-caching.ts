/** What a link's host says about keeping its file. */
export interface LinkCaching {
  /** The header `cache-control`. */
  readonly cacheControl?: string | undefined;
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
}

/** How long a link is kept whose host says nothing about it, in milliseconds. */
const DEFAULT_MS = 10 * 60 * 1000;

/** How long a file may be used again without asking its host, in milliseconds. */
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

/** What the host is asked with whether a file has changed; `undefined` where it is to be fetched again as it is. */
export function validatorsOf({
  cacheControl = '',
  etag,
  lastModified,
}: LinkCaching): LinkCaching | undefined {
  if (/\b(?:no-store|private)\b/i.test(cacheControl)) return undefined;
  return etag === undefined && lastModified === undefined ? undefined : { etag, lastModified };
}
