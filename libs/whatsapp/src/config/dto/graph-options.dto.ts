import type { CreateAxiosDefaults } from 'axios';
import { IsBoolean, IsInt, IsObject, Matches, Max, Min, ValidateBy } from 'class-validator';
import type { WhatsAppGraphOptions } from './whatsapp-options.js';
import { Given } from './given.decorator.js';
import { IsMilliseconds } from './is-milliseconds.decorator.js';

/** The rules and defaults for `graph`. */
export class GraphOptionsDto implements WhatsAppGraphOptions {
  @Matches(/^v\d+\.\d+$/, { message: 'expected a version such as "v24.0"' })
  version = 'v24.0';

  @ValidateBy({
    name: 'isGraphBaseUrl',
    validator: {
      validate: isBaseUrl,
      defaultMessage: () => 'expected an https:// or http:// address without user, query and fragment',
    },
  })
  baseUrl = 'https://graph.facebook.com';

  @IsBoolean({ message: 'expected true or false' })
  allowInsecureHttp = false;

  @IsMilliseconds(1)
  connectTimeoutMs = 5_000;

  @IsMilliseconds(1)
  headersTimeoutMs = 30_000;

  @IsMilliseconds(1)
  bodyTimeoutMs = 30_000;

  @IsInt({ message: 'expected a whole number' })
  @Min(1, { message: 'expected at least 1' })
  @Max(65_535, { message: 'expected at most 65535' })
  maxConnections = 128;

  @Given()
  @IsObject({ message: "expected an object with axios's own options" })
  axios?: CreateAxiosDefaults;
}

function isBaseUrl(value: unknown): boolean {
  if (typeof value !== 'string' || !URL.canParse(value)) return false;
  const { protocol, username, password, search, hash } = new URL(value);
  return /^https?:$/.test(protocol) && `${username}${password}${search}${hash}` === '';
}
