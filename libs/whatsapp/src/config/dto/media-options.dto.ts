import { IsBoolean, IsInt, IsNotEmpty, IsString, Min } from 'class-validator';
import type { WhatsAppMediaOptions } from './whatsapp-options.js';
import { Given } from './given.decorator.js';
import { IsMilliseconds } from './is-milliseconds.decorator.js';

/** The rules and defaults for `media`. */
export class MediaOptionsDto implements WhatsAppMediaOptions {
  @Given()
  @IsString({ message: 'expected the path of a directory' })
  @IsNotEmpty({ message: 'expected the path of a directory' })
  temporaryDirectory?: string;

  @IsBoolean({ message: 'expected true or false' })
  allowPrivateLinks = false;

  @IsInt({ message: 'expected a whole number of bytes' })
  @Min(1, { message: 'expected at least 1 byte' })
  maxDownloadBytes = 104_857_600;

  @IsMilliseconds(1)
  downloadTimeoutMs = 600_000;
}
