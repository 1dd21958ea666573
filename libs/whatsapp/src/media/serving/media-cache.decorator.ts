import { SetMetadata, type ExecutionContext } from '@nestjs/common';

/** What the cache headers of a route say. */
export interface MediaCacheOptions {
  /** Seconds that the answer is good for. @default 600 (as long as Meta keeps what it fetched) */
  readonly maxAgeSeconds?: number;
  /** When the file was changed. @default the time of a file that is served from disk */
  readonly lastModified?: (context: ExecutionContext) => Date | undefined;
  /** Names this very content, without quotes. @default made from the bytes, or from a file's time and size */
  readonly etag?: (context: ExecutionContext) => string | undefined;
}

/** @internal */
export const MEDIA_CACHE_METADATA = 'nestjs-whatsapp:media-cache';

/**
 * Says what `WhatsAppMediaCacheInterceptor` writes for a route or a controller.
 *
 * @publicApi
 */
export function WhatsAppMediaCache(options: MediaCacheOptions): MethodDecorator & ClassDecorator {
  return SetMetadata(MEDIA_CACHE_METADATA, options);
}
