import type { ResolvedWhatsAppAccount } from '../config/index.js';

/**
 * Provides the access token of an account. It is asked before every call to Meta, so that a token
 * can be rotated without a restart: keep what is slow to fetch in a cache of your own.
 *
 * @publicApi
 */
export abstract class AccessTokenProvider {
  abstract getAccessToken(account: ResolvedWhatsAppAccount): Promise<string>;
}
