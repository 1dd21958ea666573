import type { ResolvedWhatsAppAccount } from '../config/index.js';
import { WhatsAppConfigurationError } from '../errors/index.js';
import type { GraphCaller } from '../graph/index.js';
import type { AccessTokenProvider } from './access-token-provider.js';

/**
 * One business phone number, ready to make calls. Its secrets are private: logged or turned into JSON it shows its name and
 * ids only.
 *
 * @publicApi
 */
export class WhatsAppAccount implements GraphCaller {
  readonly name: string;
  readonly phoneNumberId: string;
  readonly businessAccountId?: string;
  readonly appId?: string;
  readonly #configured: ResolvedWhatsAppAccount;
  readonly #tokens: AccessTokenProvider;

  constructor(configured: ResolvedWhatsAppAccount, tokens: AccessTokenProvider) {
    this.name = configured.name;
    this.phoneNumberId = configured.phoneNumberId;
    this.businessAccountId = configured.businessAccountId;
    this.appId = configured.appId;
    this.#configured = configured;
    this.#tokens = tokens;
  }

  /** Signs `appsecret_proof`: the first of {@link appSecrets}. */
  get appSecret(): string | undefined {
    return this.#configured.appSecrets[0];
  }

  /** The app secrets, any of which may have signed a webhook. */
  get appSecrets(): readonly string[] {
    return this.#configured.appSecrets;
  }

  /**
   * The token to call with, asked of the `AccessTokenProvider` each time.
   *
   * @throws WhatsAppConfigurationError where there is none
   */
  async accessToken(): Promise<string> {
    const token: unknown = await this.#tokens.getAccessToken(this.#configured);
    if (typeof token === 'string' && /^[\x21-\x7e]+$/.test(token)) return token;
    throw new WhatsAppConfigurationError([
      `the AccessTokenProvider gave no usable token for account "${this.name}": expected one word without white space`,
    ]);
  }
}
