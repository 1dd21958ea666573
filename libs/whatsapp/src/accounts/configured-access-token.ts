import { Injectable } from '@nestjs/common';
import type { ResolvedWhatsAppAccount } from '../config/index.js';
import { WhatsAppConfigurationError } from '../errors/index.js';
import { AccessTokenProvider } from './access-token-provider.js';

/** The default {@link AccessTokenProvider}: the token that the account was configured with. */
@Injectable()
export class ConfiguredAccessToken extends AccessTokenProvider {
  /** @throws WhatsAppConfigurationError where the account was configured without one */
  getAccessToken({ name, accessToken }: ResolvedWhatsAppAccount): Promise<string> {
    if (accessToken !== undefined) return Promise.resolve(accessToken);
    return Promise.reject(
      new WhatsAppConfigurationError([
        `account "${name}" has no access token: set its \`accessToken\`, or provide an AccessTokenProvider`,
      ]),
    );
  }
}
