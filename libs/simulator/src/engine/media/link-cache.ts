/** What a link gave. */
export type FetchedLink =
  { readonly mimeType: string; readonly bytes: Buffer } | { readonly problem: string };

/** Fetches a link; a failure is a `problem`, not a rejection. */
export type LinkFetcher = (url: string) => Promise<FetchedLink>;

/** How long a link is kept, in milliseconds, whatever its host says about caching. */
const LIFETIME_MS = 10 * 60 * 1000;
const LIMIT = 200;

/** Remembers what each exact address gave for ten minutes, as Meta does. */
export class LinkCache {
  private readonly entries = new Map<
    string,
    { readonly until: number; readonly result: Promise<FetchedLink> }
  >();

  constructor(private readonly fetchLink: LinkFetcher) {}

  get(url: string, now: number): Promise<FetchedLink> {
    const known = this.entries.get(url);
    if (known && known.until > now) return known.result;
    this.entries.delete(url);
    if (this.entries.size >= LIMIT) {
      const [oldest] = this.entries.keys();
      if (oldest !== undefined) this.entries.delete(oldest);
    }
    const result = this.fetchLink(url);
    this.entries.set(url, { until: now + LIFETIME_MS, result });
    void this.forgetProblem(url, result);
    return result;
  }

  /** A host that was down is asked again. */
  private async forgetProblem(url: string, result: Promise<FetchedLink>): Promise<void> {
    if ('problem' in (await result) && this.entries.get(url)?.result === result) this.entries.delete(url);
  }
}
