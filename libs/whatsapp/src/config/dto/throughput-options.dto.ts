import { IsBoolean, IsInt, Max, Min, ValidateBy } from 'class-validator';
import type { WhatsAppThroughputOptions } from './whatsapp-options.js';

/** Far above what Meta grants; each message of a second is remembered. */
const highestRate = 10_000;

/** The rules and defaults for `throughput`. */
export class ThroughputOptionsDto implements WhatsAppThroughputOptions {
  @IsBoolean({ message: 'expected true or false' })
  enforce = true;

  @IsInt({ message: 'expected a whole number of messages a second' })
  @Min(1, { message: 'expected at least 1 message a second' })
  @Max(highestRate, { message: `expected at most ${highestRate} messages a second` })
  messagesPerSecond = 80;

  @ValidateBy({
    name: 'areRates',
    validator: {
      validate: areRates,
      defaultMessage: () =>
        `expected an object of messages a second (1 to ${highestRate}) by phone number id, e.g. { "106540352242922": 1000 }`,
    },
  })
  numbers: Readonly<Record<string, number>> = {};

  @IsBoolean({ message: 'expected true or false' })
  readFromMeta = false;

  @IsInt({ message: 'expected a whole number' })
  @Min(1, { message: 'expected at least 1' })
  maxWaiting = 10_000;
}

function areRates(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.entries(value).every(([id, rate]) => /^\d+$/.test(id) && isRate(rate))
  );
}

function isRate(rate: unknown): boolean {
  return typeof rate === 'number' && Number.isInteger(rate) && rate >= 1 && rate <= highestRate;
}
