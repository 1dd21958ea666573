import type { ExecutionContext } from '@nestjs/common';
import { IsIn, IsInt, Max, Min, ValidateBy } from 'class-validator';
import { Given } from '../../config/internal.js';
import type { MediaCacheDirective, MediaCacheOptions } from './media-cache-options.js';

/** The rules for the options of `@WhatsAppMediaCache`. */
export class MediaCacheOptionsDto implements MediaCacheOptions {
  @Given()
  @IsIn(['public', 'private', 'no-cache', 'no-store'], {
    message: 'expected "public", "private", "no-cache" or "no-store"',
  })
  directive?: MediaCacheDirective;

  @Given()
  @Max(2_147_483_647, { message: 'expected at most 2147483647 seconds' })
  @Min(0, { message: 'expected at least 0 seconds' })
  @IsInt({ message: 'expected a whole number of seconds' })
  @MeaninglessWith('no-cache', 'no-store')
  maxAgeSeconds?: number;

  @Given()
  @MeaninglessWith('no-store')
  @IsFunction('expected a function that answers with a Date')
  lastModified?: (context: ExecutionContext) => Date | undefined;

  @Given()
  @MeaninglessWith('no-store')
  @IsFunction('expected a function that answers with a text')
  etag?: (context: ExecutionContext) => string | undefined;
}

function IsFunction(message: string): PropertyDecorator {
  return ValidateBy({
    name: 'isFunction',
    validator: { validate: (value: unknown) => typeof value === 'function', defaultMessage: () => message },
  });
}

/** The option says nothing where a copy must not be kept, or not be used unasked. */
function MeaninglessWith(...directives: readonly MediaCacheDirective[]): PropertyDecorator {
  const contradicts = (options: MediaCacheOptions | undefined): boolean =>
    options?.directive !== undefined && directives.includes(options.directive);
  return ValidateBy({
    name: 'meaninglessWith',
    validator: {
      validate: (_value: unknown, of) => !contradicts(of?.object),
      defaultMessage: () =>
        `leave it out with the directive ${directives.join(' or ')}, where it says nothing`,
    },
  });
}
