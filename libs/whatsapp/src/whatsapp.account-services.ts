import { Injectable } from '@nestjs/common';
import { AccountResolver, AccountDirectory } from './accounts/index.js';
import { NoTenants } from './accounts/internal.js';
import { Clock } from './common/index.js';
import { UnknownAccountError } from './errors/index.js';
import { WhatsAppMediaService } from './media/index.js';
import { MediaTools } from './media/internal.js';
import { WhatsAppMessagesService } from './messages/index.js';
import { ReadReceipts, SendPipeline } from './messages/internal.js';
import { WhatsAppRepliesService } from './replies/index.js';
import { DeletedMessages } from './replies/internal.js';
import { WhatsAppTemplatesService } from './templates/index.js';
import { TemplateTools } from './templates/internal.js';
import { WhatsAppService } from './whatsapp.service.js';

/** Opens the services of any account; they are light, and hold nothing but the account's name. */
@Injectable()
export class AccountServices {
  constructor(
    private readonly accounts: AccountDirectory,
    private readonly tenants: AccountResolver,
    private readonly pipeline: SendPipeline,
    private readonly receipts: ReadReceipts,
    private readonly clock: Clock,
    private readonly deleted: DeletedMessages,
    private readonly mediaTools: MediaTools,
    private readonly templateTools: TemplateTools,
  ) {}

  /** Opens an account for the application's own use: a name that nobody can know is refused at once. */
  open(nameOrTenant: string): WhatsAppService {
    if (!this.accounts.has(nameOrTenant) && this.tenants instanceof NoTenants) {
      throw new UnknownAccountError(nameOrTenant, this.accounts.names);
    }
    return this.of(nameOrTenant);
  }

  /** Returns the service for injection, which must not fail where the default account is never used. */
  of(name: string): WhatsAppService {
    const messages = new WhatsAppMessagesService(this.pipeline, this.receipts, name);
    const replies = new WhatsAppRepliesService(messages, this.clock, this.deleted);
    const media = new WhatsAppMediaService(this.mediaTools, messages, name);
    const templates = new WhatsAppTemplatesService(this.templateTools, name);
    return new WhatsAppService(name, messages, replies, media, templates, (other) => this.open(other));
  }
}
