import { createHash } from 'node:crypto';
import { ReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import {
  Injectable,
  StreamableFile,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { HttpAdapterHost, Reflector } from '@nestjs/core';
import { concatMap, type Observable } from 'rxjs';
import { MEDIA_CACHE_METADATA, type MediaCacheOptions } from './media-cache.decorator.js';

/** What is known of the content. */
interface Validators {
  readonly lastModified?: Date;
  readonly etag?: string;
}

/**
 * Writes the cache headers that Meta documents for media which an application serves under a link: `Cache-Control`, `Last-Modified`
 * and `ETag` (platform rules, link caching). At present Meta keeps a link's content for 10 minutes whatever they say; other caches
 * on the way read them. A `Buffer` that a handler returns is sent as it is.
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
    const options =
      this.reflector.getAllAndOverride<MediaCacheOptions | undefined>(MEDIA_CACHE_METADATA, [
        context.getHandler(),
        context.getClass(),
      ]) ?? {};
    return next.handle().pipe(
      concatMap(async (content: unknown) => {
        await this.writeHeaders(context, options, content);
        return content instanceof Uint8Array ? new StreamableFile(content) : content;
      }),
    );
  }

  private async writeHeaders(
    context: ExecutionContext,
    { maxAgeSeconds = 600, ...given }: MediaCacheOptions,
    content: unknown,
  ): Promise<void> {
    const known = await validatorsOf(content);
    const lastModified = given.lastModified?.(context) ?? known.lastModified;
    const etag = given.etag?.(context) ?? known.etag;
    const response: unknown = context.switchToHttp().getResponse();
    const write = (name: string, value: string): void =>
      this.adapterHost.httpAdapter.setHeader(response, name, value);
    write('Cache-Control', `public, max-age=${maxAgeSeconds}`);
    if (lastModified) write('Last-Modified', lastModified.toUTCString());
    if (etag !== undefined) write('ETag', `"${etag}"`);
  }
}

async function validatorsOf(content: unknown): Promise<Validators> {
  if (content instanceof Uint8Array) {
    return { etag: createHash('sha256').update(content).digest('base64url') };
  }
  const stream = content instanceof StreamableFile ? content.getStream() : undefined;
  if (!(stream instanceof ReadStream)) return {};
  const { mtime, mtimeMs, size } = await stat(stream.path);
  return { lastModified: mtime, etag: `${Math.round(mtimeMs).toString(36)}-${size.toString(36)}` };
}
