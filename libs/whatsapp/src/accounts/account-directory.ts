import { Inject, Injectable } from '@nestjs/common';
import {
  DEFAULT_ACCOUNT,
  resolveAccount,
  WHATSAPP_RESOLVED_OPTIONS,
  type ResolvedWhatsAppOptions,
} from '../config/internal.js';
import { UnknownAccountError } from '../errors/index.js';
import { AccessTokenProvider } from './access-token-provider.js';
import { AccountResolver } from './account-resolver.js';
import { WhatsAppAccount } from './whatsapp-account.js';

/**
 * All accounts that can send: those in the options by name, and the tenants that the `AccountResolver` knows.
 *
 * @publicApi
 */
@Injectable()
export class AccountDirectory {
  readonly #configured = new Map<string, WhatsAppAccount>();
  readonly #byPhoneNumberId = new Map<string, WhatsAppAccount>();
  /** Look-ups under way, so that calls at the same time share one. */
  readonly #pending = new Map<string, Promise<WhatsAppAccount>>();

  // Private at run time too: whatever an application's resolver holds must not show when this is logged.
  readonly #resolver: AccountResolver;
  readonly #tokens: AccessTokenProvider;
  readonly #app: Pick<ResolvedWhatsAppOptions, 'appId' | 'appSecrets'>;

  constructor(
    @Inject(WHATSAPP_RESOLVED_OPTIONS)
    options: Pick<ResolvedWhatsAppOptions, 'accounts' | 'appId' | 'appSecrets'>,
    resolver: AccountResolver,
    tokens: AccessTokenProvider,
  ) {
    this.#resolver = resolver;
    this.#tokens = tokens;
    this.#app = options;
    for (const [name, configured] of options.accounts) {
      const account = new WhatsAppAccount(configured, tokens);
      this.#configured.set(name, account);
      this.#byPhoneNumberId.set(account.phoneNumberId, account);
    }
  }

  /** The names in the options. */
  get names(): readonly string[] {
    return [...this.#configured.keys()];
  }

  /** Returns `true` when the options have an account of this name; tenants are not asked for. */
  has(name: string): boolean {
    return this.#configured.has(name);
  }

  /**
   * The account of this name, or else the tenant's.
   *
   * @throws UnknownAccountError where there is neither
   * @throws WhatsAppConfigurationError where the `AccountResolver` answers with something that is not an account
   */
  async get(nameOrTenant: string = DEFAULT_ACCOUNT): Promise<WhatsAppAccount> {
    return this.#configured.get(nameOrTenant) ?? this.tenant(nameOrTenant);
  }

  /** The account that a business phone number belongs to; `undefined` where neither the options nor the `AccountResolver` know it. */
  async byPhoneNumberId(phoneNumberId: string): Promise<WhatsAppAccount | undefined> {
    const configured = this.#byPhoneNumberId.get(phoneNumberId);
    if (configured) return configured;
    const tenant = await this.#resolver.findTenant(phoneNumberId);
    return tenant === undefined ? undefined : this.get(tenant);
  }

  private tenant(tenant: string): Promise<WhatsAppAccount> {
    const pending = this.#pending.get(tenant);
    if (pending) return pending;
    const lookUp = this.lookUp(tenant).finally(() => this.#pending.delete(tenant));
    this.#pending.set(tenant, lookUp);
    return lookUp;
  }

  private async lookUp(tenant: string): Promise<WhatsAppAccount> {
    const found: unknown = await this.#resolver.resolve(tenant);
    if (found === undefined || found === null) throw new UnknownAccountError(tenant, this.names);
    return new WhatsAppAccount(resolveAccount(found, tenant, this.#app), this.#tokens);
  }
}
