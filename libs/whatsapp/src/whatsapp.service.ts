import type { WhatsAppMediaService } from './media/index.js';
import type { WhatsAppMessagesService } from './messages/index.js';
import type { WhatsAppRepliesService } from './replies/index.js';
import type { WhatsAppTemplatesService } from './templates/index.js';

/** Opens the services of another account. */
export type OpenAccount = (nameOrTenant: string) => WhatsAppService;

/**
 * All of one account in one place. Injected by class it is the default account; by `@InjectWhatsApp(name)` a named one.
 *
 * @publicApi
 */
export class WhatsAppService {
  constructor(
    /** The name of the account, or of the tenant, that sends. */
    readonly accountName: string,
    readonly messages: WhatsAppMessagesService,
    readonly replies: WhatsAppRepliesService,
    readonly media: WhatsAppMediaService,
    readonly templates: WhatsAppTemplatesService,
    private readonly openAccount: OpenAccount,
  ) {}

  /**
   * The same services for another account: a name from the options, or a tenant that the `AccountResolver` knows.
   *
   * @throws UnknownAccountError at once where no account has that name and no `AccountResolver` was given; a tenant that the
   * resolver turns out not to know is reported by the first call that sends.
   */
  account(nameOrTenant: string): WhatsAppService {
    return this.openAccount(nameOrTenant);
  }
}
