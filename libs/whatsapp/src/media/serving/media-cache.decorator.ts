import { SetMetadata } from '@nestjs/common';
import { OptionProblems } from '../../config/internal.js';
import { MediaCacheOptionsDto } from './media-cache-options.dto.js';
import type { MediaCacheOptions } from './media-cache-options.js';

/** @internal */
export const MEDIA_CACHE_METADATA = 'nestjs-whatsapp:media-cache';

/**
 * Sets the headers that `WhatsAppMediaCacheInterceptor` writes for a route or a controller.
 *
 * @throws WhatsAppConfigurationError for an option that there is not, a value that it cannot have, and options that contradict each other
 * @publicApi
 */
export function WhatsAppMediaCache(options: MediaCacheOptions): MethodDecorator & ClassDecorator {
  const problems = new OptionProblems();
  problems.check(MediaCacheOptionsDto, options, '@WhatsAppMediaCache');
  problems.throwIfAny();
  return SetMetadata(MEDIA_CACHE_METADATA, options);
}
