import type { WhatsAppAccountOptions } from '../config/index.js';

/**
 * Finds the accounts that are known only at run time, such as the customers of a platform. Give your own through
 * `forRoot({ providers: [{ provide: AccountResolver, useClass: … }] })`.
 *
 * It is asked for every send of a tenant, so that a changed answer takes effect at once: keep what is slow to look up in a
 * cache of your own.
 *
 * @publicApi
 */
export abstract class AccountResolver {
  /** The account of a tenant; `undefined` where there is no such tenant. */
  abstract resolve(tenant: string): Promise<WhatsAppAccountOptions | undefined>;

  /**
   * The tenant that a business phone number belongs to, for webhooks. Leave it out where no tenant receives any.
   * @default knows none
   */
  findTenant(_phoneNumberId: string): Promise<string | undefined> {
    return Promise.resolve(undefined);
  }
}
