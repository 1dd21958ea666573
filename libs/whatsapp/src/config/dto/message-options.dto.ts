import { IsInt, Min } from 'class-validator';
import type { WhatsAppMessageOptions } from '../whatsapp-options.js';

/** The rules and defaults for `messages`. */
export class MessageOptionsDto implements WhatsAppMessageOptions {
  @IsInt({ message: 'expected a whole number of bytes' })
  @Min(1024, { message: 'expected at least 1024 bytes' })
  maxBodyBytes = 262_144;
}
