import { IsBoolean, IsInt, Max, Min } from 'class-validator';
import type { WhatsAppDeliveryOptions } from './whatsapp-options.js';
import { IsMilliseconds } from './is-milliseconds.decorator.js';

/** The rules and defaults for `delivery`. */
export class DeliveryOptionsDto implements WhatsAppDeliveryOptions {
  @IsBoolean({ message: 'expected true or false' })
  track = true;

  @IsInt({ message: 'expected a whole number of days' })
  @Min(31, { message: 'expected at least 31 days: a message can live 30, and is dropped after that' })
  @Max(3650, { message: 'expected at most 3650 days' })
  keepDays = 31;

  // With 30 days of life the least of `keepDays`.
  @IsMilliseconds(0, 86_400_000)
  dropBufferMs = 60_000;

  @IsMilliseconds(1)
  unresolvedAfterMs = 3_600_000;
}
