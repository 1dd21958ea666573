import { lookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Agent } from 'undici';
import { WHATSAPP_RESOLVED_OPTIONS, type ResolvedWhatsAppOptions } from '../../config/internal.js';
import { SendCancelledError } from '../../errors/index.js';
import { assertPublicLink, isPublicAddress } from '../links/public-link.js';
import { MediaRefusedError } from '../rules/media-refused.error.js';
import { discard } from './discard.js';
import type { MediaUrl } from './media-source.js';

const MAX_REDIRECTS = 5;

type LookupCallback = (
  error: NodeJS.ErrnoException | null,
  address: string | LookupAddress[],
  family?: number,
) => void;

/**
 * Fetches what an application gave as a link. The link may come from a user, so it must be public, also where it redirects to and
 * whatever its name resolves to, unless the option `media.allowPrivateLinks` is set.
 */
@Injectable()
export class LinkFetcher implements OnApplicationShutdown {
  readonly #allowPrivate: boolean;
  readonly #agent: Agent;

  constructor(
    @Inject(WHATSAPP_RESOLVED_OPTIONS) { media, graph }: Pick<ResolvedWhatsAppOptions, 'media' | 'graph'>,
  ) {
    this.#allowPrivate = media.allowPrivateLinks;
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
   * @throws MediaRefusedError where the link is not public, or gives anything but a file
   * @throws SendCancelledError where the signal aborts
   */
  async fetch(
    { url, headers = {} }: MediaUrl,
    signal?: AbortSignal,
  ): Promise<{ readonly body: Readable; readonly filename?: string }> {
    let target = this.#check(url);
    const { host } = target;
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
      const answer = await this.#request(target, target.host === host ? headers : {}, signal);
      const { location } = answer.headers;
      if (answer.statusCode < 300 || answer.statusCode > 399 || typeof location !== 'string') {
        if (answer.statusCode === 200)
          return { body: answer.body, filename: basename(target.pathname) || undefined };
        discard(answer.body);
        throw new MediaRefusedError('link', `gives no file: it was answered with HTTP ${answer.statusCode}`);
      }
      discard(answer.body);
      target = this.#check(new URL(location, target));
    }
    throw new MediaRefusedError('link', `redirects more than ${MAX_REDIRECTS} times`);
  }

  #check(url: string | URL): URL {
    if (!this.#allowPrivate) return assertPublicLink(url);
    if (!URL.canParse(String(url))) throw new MediaRefusedError('link', 'must be an absolute address');
    return new URL(url);
  }

  async #request(url: URL, headers: Readonly<Record<string, string>>, signal: AbortSignal | undefined) {
    try {
      return await this.#agent.request({
        origin: url.origin,
        path: url.pathname + url.search,
        method: 'GET',
        headers: { 'accept-encoding': 'identity', 'user-agent': 'nestjs-whatsapp', ...headers },
        signal,
      });
    } catch (cause) {
      if (signal?.aborted) throw new SendCancelledError({ cause: signal.reason });
      if (cause instanceof MediaRefusedError) throw cause;
      throw new MediaRefusedError('link', 'could not be fetched: nobody answered', { cause });
    }
  }
}

function lookupPublic(hostname: string, options: LookupOptions, callback: LookupCallback): void {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) {
      callback(error, '');
    } else if (addresses.some(({ address }) => !isPublicAddress(address))) {
      callback(
        new MediaRefusedError('link', 'leads to this machine or a private network: upload the file instead'),
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
