import type { ExecutionContext } from '@nestjs/common';

/**
 * Who may keep a copy, in the words of `Cache-Control`: everybody, only the one who asked, everybody who asks again before each use,
 * nobody.
 *
 * @publicApi
 */
export type MediaCacheDirective = 'public' | 'private' | 'no-cache' | 'no-store';

/** What the cache headers of a route say. What a method says wins over what its controller says, option by option. */
export interface MediaCacheOptions {
  /** Who may keep a copy; with `no-store` there is neither `ETag` nor `Last-Modified`. @default 'public' */
  readonly directive?: MediaCacheDirective;
  /** Seconds that a `public` or `private` copy is good for, at most 2,147,483,647. @default 600 (as long as Meta keeps what it fetched) */
  readonly maxAgeSeconds?: number;
  /** When the file was changed. @default the time of a file that is served from disk */
  readonly lastModified?: (context: ExecutionContext) => Date | undefined;
  /** Names this very content, without quotes. @default made from the bytes, or from a file's time and size */
  readonly etag?: (context: ExecutionContext) => string | undefined;
}
