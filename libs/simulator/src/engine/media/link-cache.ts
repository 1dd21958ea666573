import { reusableMs, validatorsOf, type LinkCaching } from './link-caching.js';

/** A file behind a link. */
export interface LinkedFile {
  readonly mimeType: string;
  readonly bytes: Buffer;
  readonly caching?: LinkCaching | undefined;
}

/** The file behind a link. */
export type FetchedLink = LinkedFile | { readonly problem: string };

/**
 * Fetches a link; a failure is a `problem`, not a rejection.
 * @param known what is known of the file: the host may say that it is unchanged
 */
export type LinkFetcher = (
  url: string,
  known?: LinkCaching,
) => Promise<FetchedLink | { readonly unchanged: LinkCaching }>;

interface Entry {
  /** The time until which it is used without asking again. */
  until: number;
  readonly result: Promise<FetchedLink>;
}

const LIMIT = 200;
/** The most that is kept to be shown, in bytes. */
const MAX_BYTES = 64 * 1024 * 1024;

/**
 * Remembers what each exact address gave: as long as its host says, ten minutes where it says nothing. The newest files
 * are kept beyond that, to be shown and to ask whether they have changed.
 */
export class LinkCache {
  private readonly entries = new Map<string, Entry>();
  private readonly files = new Map<string, LinkedFile>();
  private size = 0;

  constructor(private readonly fetchLink: LinkFetcher) {}

  /** The files that are kept, by their addresses, oldest first. */
  get kept(): ReadonlyMap<string, LinkedFile> {
    return this.files;
  }

  get(url: string, now: number): Promise<FetchedLink> {
    const known = this.entries.get(url);
    if (known && known.until > now) return known.result;
    this.entries.delete(url);
    if (this.entries.size >= LIMIT) {
      const [oldest] = this.entries.keys();
      if (oldest !== undefined) this.entries.delete(oldest);
    }
    // Whoever asks before the answer has come waits for it too.
    const entry: Entry = { until: Infinity, result: this.fetch(url) };
    this.entries.set(url, entry);
    void this.limit(url, entry, now);
    return entry.result;
  }

  /** Keeps a file to be shown. */
  keep(url: string, file: LinkedFile): void {
    this.forget(url);
    this.files.set(url, file);
    this.size += file.bytes.length;
    for (const oldest of this.files.keys()) {
      if ((this.size <= MAX_BYTES && this.files.size <= LIMIT) || oldest === url) break;
      this.forget(oldest);
    }
  }

  clear(): void {
    this.entries.clear();
    this.files.clear();
    this.size = 0;
  }

  private async fetch(url: string): Promise<FetchedLink> {
    const known = this.files.get(url);
    const answer = await this.fetchLink(url, known && validatorsOf(known.caching ?? {}));
    if ('problem' in answer) return answer;
    if (!('unchanged' in answer)) {
      this.keep(url, answer);
      return answer;
    }
    if (!known) return { problem: 'The host of the link says that a file is unchanged that nobody has.' };
    const renewed = { ...known, caching: { ...known.caching, ...answer.unchanged } };
    this.keep(url, renewed);
    return renewed;
  }

  /** A host that was down is asked again. */
  private async limit(url: string, entry: Entry, now: number): Promise<void> {
    const result = await entry.result;
    const reusable = 'problem' in result ? 0 : reusableMs(result.caching ?? {});
    entry.until = now + reusable;
    if (reusable === 0 && this.entries.get(url) === entry) this.entries.delete(url);
  }

  private forget(url: string): void {
    this.size -= this.files.get(url)?.bytes.length ?? 0;
    this.files.delete(url);
  }
}
