import type { ExecutionContext } from '@nestjs/common';

/**
 * A directive of `Cache-Control` that says who may keep a copy: everybody, only the client that
 * asked, clients that ask again before each use, nobody.
 *
 * @publicApi
 */
export type MediaCacheDirective = 'public' | 'private' | 'no-cache' | 'no-store';

/** The contents of a route's cache headers. What a method says wins over what its controller says, option by option. */
export interface MediaCacheOptions {
  /** The caches that may keep a copy; with `no-store` there is neither `ETag` nor `Last-Modified`. @default 'public' */
  readonly directive?: MediaCacheDirective;
  /** Seconds that a `public` or `private` copy is good for, at most 2,147,483,647. @default 600 (as long as Meta keeps what it fetched) */
  readonly maxAgeSeconds?: number;
  /** The time when the file was changed. @default the time of a file that is served from disk */
  readonly lastModified?: (context: ExecutionContext) => Date | undefined;
  /** Names this very content, without quotes. @default made from the bytes, or from a file's time and size */
  readonly etag?: (context: ExecutionContext) => string | undefined;
}
