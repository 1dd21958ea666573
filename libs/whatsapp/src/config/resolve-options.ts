import { WhatsAppConfigurationError } from '../errors/index.js';
import type { ResolvedWhatsAppAccount, ResolvedWhatsAppOptions } from './resolved-options.js';

/** What the module knows beside the options when it checks them. */
export interface ResolveOptionsContext {
  /** The account names declared with the module. @default unchecked */
  readonly accountNames?: readonly string[];
  /** Whether an `AccountResolver` is given: then no account need be configured. @default false */
  readonly accountResolver?: boolean;
  /** Whether an `AccessTokenProvider` is given: then no access token need be configured. @default false */
  readonly accessTokenProvider?: boolean;
}

/**
 * Checks the module's options and fills in the defaults.
 *
 * @throws WhatsAppConfigurationError that lists every problem at once, without the value of any secret
 */
export function resolveOptions(
  _input: unknown,
  _context: ResolveOptionsContext = {},
): ResolvedWhatsAppOptions {
  throw new WhatsAppConfigurationError(['not written yet']);
}

/**
 * Checks the account that an `AccountResolver` answered with for a tenant.
 *
 * @throws WhatsAppConfigurationError that names the tenant and every problem, without the value of any secret
 */
export function resolveAccount(
  _input: unknown,
  _tenant: string,
  _moduleAppSecrets: readonly string[] = [],
): ResolvedWhatsAppAccount {
  throw new WhatsAppConfigurationError(['not written yet']);
}
