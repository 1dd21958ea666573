import type { IncomingHttpHeaders } from 'node:http';
import { Readable } from 'node:stream';
import {
  Injectable,
  StreamableFile,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { HttpAdapterHost, Reflector } from '@nestjs/core';
import fresh from 'fresh';
import { concatMap, type Observable } from 'rxjs';
import type { MediaCacheOptions } from './media-cache-options.js';
import { MEDIA_CACHE_METADATA } from './media-cache.decorator.js';
import { entityTag, httpDate, tagOfBytes, validatorsOfFile } from './media-validators.js';

/** The properties that requests and responses of Express and Fastify have in common. */
interface HttpRequest {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
}
interface HttpResponse {
  readonly statusCode: number;
}

const CACHE_HEADERS = ['Cache-Control', 'Last-Modified', 'ETag'] as const;

type CacheHeaders = Readonly<Record<(typeof CACHE_HEADERS)[number], string | undefined>>;

/**
 * Writes the cache headers that Meta documents for media which an application serves under a link: `Cache-Control`, `Last-Modified`
 * and `ETag` (platform rules, link caching), and answers 304 without a body where `If-None-Match` or `If-Modified-Since` says that the
 * copy of who asks is good still. At present Meta keeps a link's content for 10 minutes whatever they say; other caches on the way
 * read them.
 *
 * A header that the application has set stays as it is. Only successful answers to `GET` and `HEAD` get any; a web `Response` says its
 * own. A `Buffer` that a handler returns is sent as it is.
 *
 * @example `@UseInterceptors(WhatsAppMediaCacheInterceptor)`
 * @publicApi
 */
@Injectable()
export class WhatsAppMediaCacheInterceptor implements NestInterceptor {
  constructor(
    private readonly adapterHost: HttpAdapterHost,
    private readonly reflector: Reflector,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    return next.handle().pipe(
      concatMap(async (content: unknown) => {
        const body = content instanceof Uint8Array ? new StreamableFile(content) : content;
        try {
          return await this.answer(context, body);
        } catch (error) {
          discard(body);
          throw error;
        }
      }),
    );
  }

  private async answer(context: ExecutionContext, body: unknown): Promise<unknown> {
    const { httpAdapter } = this.adapterHost;
    const request = context.switchToHttp().getRequest<HttpRequest>();
    const response = context.switchToHttp().getResponse<HttpResponse>();
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (!isRead || !isSuccess(response) || httpAdapter.isHeadersSent(response) || body instanceof Response) {
      return body;
    }
    const headers = await this.headersOf(context, response, body);
    // Only now, as an error on the way is answered with the same response.
    for (const [name, value] of Object.entries(headers)) {
      if (value !== undefined) httpAdapter.setHeader(response, name, value);
    }
    if (!isFresh(request, headers)) return body;
    httpAdapter.status(response, 304);
    // For HEAD the platforms read the headers that a 304 shares with a 200 off the body, and send none of it.
    if (request.method === 'HEAD') return body;
    discard(body);
    return undefined;
  }

  /** Returns the cache headers, including those that the application has set. */
  private async headersOf(
    context: ExecutionContext,
    response: HttpResponse,
    body: unknown,
  ): Promise<CacheHeaders> {
    const { directive = 'public', maxAgeSeconds = 600, ...given } = this.optionsOf(context);
    const [control, date, tag] = CACHE_HEADERS.map((name) => this.header(response, name));
    const hasAge = directive === 'public' || directive === 'private';
    const cacheControl = control ?? (hasAge ? `${directive}, max-age=${maxAgeSeconds}` : directive);
    if (/\bno-store\b/i.test(cacheControl)) {
      return { 'Cache-Control': cacheControl, 'Last-Modified': date, ETag: tag };
    }
    const ownDate = date ?? httpDate(given.lastModified?.(context));
    const ownTag = tag ?? entityTag(given.etag?.(context));
    const file = ownDate === undefined || ownTag === undefined ? await validatorsOfFile(body) : {};
    // The hash of a part would not name the whole.
    const hashed = (): string | undefined => (response.statusCode === 206 ? undefined : tagOfBytes(body));
    return {
      'Cache-Control': cacheControl,
      'Last-Modified': ownDate ?? file.lastModified,
      ETag: ownTag ?? file.etag ?? hashed(),
    };
  }

  private optionsOf(context: ExecutionContext): MediaCacheOptions {
    const optionsIn = (target: Parameters<Reflector['get']>[1]) =>
      this.reflector.get<MediaCacheOptions | undefined>(MEDIA_CACHE_METADATA, target);
    return { ...optionsIn(context.getClass()), ...optionsIn(context.getHandler()) };
  }

  private header(response: HttpResponse, name: string): string | undefined {
    const value: string | number | readonly string[] | undefined = this.adapterHost.httpAdapter.getHeader(
      response,
      name,
    );
    return value === undefined ? undefined : String(value);
  }
}

/**
 * Returns `true` when the client's copy is still good. A `Cache-Control: no-cache` of the request
 * is for the caches on the way, which must ask here; `fetch` adds it to each request with a
 * condition.
 */
function isFresh({ headers }: HttpRequest, sent: CacheHeaders): boolean {
  const { 'if-none-match': noneMatch, 'if-modified-since': modifiedSince } = headers;
  return fresh(
    { 'if-none-match': noneMatch, 'if-modified-since': modifiedSince },
    { etag: sent.ETag, 'last-modified': sent['Last-Modified'] },
  );
}

function isSuccess({ statusCode }: HttpResponse): boolean {
  return statusCode >= 200 && statusCode < 300;
}

/** Destroys the stream of a file that is not sent. */
function discard(body: unknown): void {
  const stream = body instanceof StreamableFile ? body.getStream() : body;
  if (stream instanceof Readable) stream.destroy();
}
