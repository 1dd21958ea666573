import type { IncomingHttpHeaders } from 'node:http';
import { lookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { parse } from 'content-disposition';
import { Agent } from 'undici';
import { WHATSAPP_RESOLVED_OPTIONS, type ResolvedWhatsAppOptions } from '../../config/internal.js';
import { Clock } from '../../common/index.js';
import { WhatsAppMediaError, SendCancelledError } from '../../errors/index.js';
import { assertPublicLink, isPublicAddress } from '../rules/media-links.js';
import { mediaRefused } from '../rules/media-refused.js';
import { bareFilename } from './bare-filename.js';
import { discard } from './discard.js';
import type { MediaUrl } from './media-source.js';

const MAX_REDIRECTS = 5;

type LookupCallback = (
  error: NodeJS.ErrnoException | null,
  address: string | LookupAddress[],
  family?: number,
) => void;

/** A file that is being fetched. */
export interface FetchedLink {
  readonly body: Readable;
  /** The file name in the answer (`Content-Disposition`), or else the last part of its address. */
  readonly filename?: string;
}

/** The signals that end a fetch. */
interface FetchSignals {
  readonly caller: AbortSignal | undefined;
  /** The caller's signal, or the time limit. */
  readonly any: AbortSignal;
}

/**
 * Fetches what an application gave as a link. The link may come from a user, so it must be public, also where it redirects to and
 * whatever its name resolves to, unless the option `media.allowPrivateLinks` is set.
 */
@Injectable()
export class LinkFetcher implements OnApplicationShutdown {
  readonly #allowPrivate: boolean;
  readonly #timeoutMs: number;
  readonly #agent: Agent;

  constructor(
    @Inject(WHATSAPP_RESOLVED_OPTIONS) { media, graph }: Pick<ResolvedWhatsAppOptions, 'media' | 'graph'>,
    private readonly clock: Clock,
  ) {
    this.#allowPrivate = media.allowPrivateLinks;
    this.#timeoutMs = media.downloadTimeoutMs;
    this.#agent = new Agent({
      connect: {
        timeout: graph.connectTimeoutMs,
        // Checked where the connection is made: a name that was public a moment ago may lead elsewhere now.
        ...(!this.#allowPrivate && { lookup: lookupPublic }),
      },
      headersTimeout: graph.headersTimeoutMs,
      bodyTimeout: graph.bodyTimeoutMs,
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#agent.destroy();
  }

  /**
   * Starts to fetch a file. All of it must have come within `media.downloadTimeoutMs`: who serves
   * it could go on for ever, a byte at a time.
   *
   * @throws WhatsAppMediaError where the link is not public, or gives anything but a file
   * @throws SendCancelledError where the signal aborts
   */
  async fetch(link: MediaUrl, signal?: AbortSignal): Promise<FetchedLink> {
    const overtime = new AbortController();
    const done = new AbortController();
    void this.clock.sleep(this.#timeoutMs, done.signal).then(
      () => overtime.abort(),
      () => undefined,
    );
    try {
      const { body, filename } = await this.#follow(link, {
        caller: signal,
        any: signal ? AbortSignal.any([signal, overtime.signal]) : overtime.signal,
      });
      body.once('close', () => done.abort());
      return { body, filename };
    } catch (error) {
      done.abort();
      throw error;
    }
  }

  async #follow({ url, headers = {} }: MediaUrl, signals: FetchSignals): Promise<FetchedLink> {
    let target = this.#check(url);
    const first = target;
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
      const answer = await this.#request(target, maySendHeaders(first, target) ? headers : {}, signals);
      const { location } = answer.headers;
      if (answer.statusCode < 300 || answer.statusCode > 399 || typeof location !== 'string') {
        if (answer.statusCode === 200) return { body: answer.body, filename: nameOf(answer.headers, target) };
        discard(answer.body);
        throw mediaRefused('link', `gives no file: it was answered with HTTP ${answer.statusCode}`);
      }
      discard(answer.body);
      if (!URL.canParse(location, target.href)) {
        throw mediaRefused('link', 'redirects to something that is no address');
      }
      target = this.#check(new URL(location, target));
    }
    throw mediaRefused('link', `redirects more than ${MAX_REDIRECTS} times`);
  }

  #check(url: string | URL): URL {
    if (!this.#allowPrivate) return assertPublicLink(url);
    if (!URL.canParse(String(url))) throw mediaRefused('link', 'must be an absolute address');
    return new URL(url);
  }

  async #request(url: URL, headers: Readonly<Record<string, string>>, { caller, any }: FetchSignals) {
    try {
      return await this.#agent.request({
        origin: url.origin,
        path: url.pathname + url.search,
        method: 'GET',
        headers: { 'accept-encoding': 'identity', 'user-agent': 'nestjs-whatsapp', ...headers },
        signal: any,
      });
    } catch (cause) {
      if (caller?.aborted) throw new SendCancelledError({ cause: caller.reason });
      if (any.aborted) throw mediaRefused('link', `did not come within ${this.#timeoutMs} ms`);
      if (cause instanceof WhatsAppMediaError) throw cause;
      throw mediaRefused('link', 'could not be fetched: nobody answered', { cause });
    }
  }
}

/** Returns the name of a file: the answer knows better than the address, which may be that of a script (`download.php`). */
function nameOf({ 'content-disposition': header }: IncomingHttpHeaders, address: URL): string | undefined {
  return (typeof header === 'string' && nameInHeader(header)) || nameIn(address);
}

/** The `filename*` or `filename` of a header (RFC 6266); `undefined` where it has none, or cannot be read. */
function nameInHeader(header: string): string | undefined {
  try {
    const { filename = '' } = parse(header).parameters;
    return bareFilename(filename);
  } catch {
    return undefined;
  }
}

/** The last part of an address, as people write it. */
function nameIn({ pathname }: URL): string | undefined {
  const name = basename(pathname);
  if (name === '') return undefined;
  try {
    // A slash that was hidden in the name is none of a file's name.
    return basename(decodeURIComponent(name)) || undefined;
  } catch {
    return name;
  }
}

function lookupPublic(hostname: string, options: LookupOptions, callback: LookupCallback): void {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) {
      callback(error, '');
    } else if (addresses.some(({ address }) => !isPublicAddress(address))) {
      callback(
        mediaRefused('link', 'leads to this machine or a private network: upload the file instead'),
        '',
      );
    } else if (options.all) {
      callback(null, addresses);
    } else {
      const [first] = addresses;
      callback(null, first?.address ?? '', first?.family);
    }
  });
}

/** Returns `true` when headers that were given for one address may go to another, to which it redirects: on the same host, and not in the clear. */
export function maySendHeaders(given: URL, target: URL): boolean {
  return target.host === given.host && (target.protocol === 'https:' || target.protocol === given.protocol);
}
