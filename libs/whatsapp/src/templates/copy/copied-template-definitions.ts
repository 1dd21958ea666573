import { Inject, Injectable } from '@nestjs/common';
import { AccountDirectory } from '../../accounts/index.js';
import { WHATSAPP_RESOLVED_OPTIONS, type ResolvedWhatsAppOptions } from '../../config/internal.js';
import { StaticTemplateDefinitions, templateTraits } from '../../messages/internal.js';
import { TemplateDefinitions, type SendingAccount, type TemplateTraits } from '../../messages/index.js';
import type { MessageTemplate } from '../definition/message-template.js';
import { TemplateCopies } from './template-copies.js';

/** The value that Meta writes for "as long as it can be": 30 days, in seconds. */
const LONGEST_TTL_SECONDS = 2_592_000;

const CATEGORIES: Readonly<Record<string, TemplateTraits['category']>> = {
  AUTHENTICATION: 'authentication',
  MARKETING: 'marketing',
  UTILITY: 'utility',
};

/**
 * The default {@link TemplateDefinitions}: the template as Meta has it, and the option `templates` where Meta is not asked
 * (`templateCheck.mode: 'off'`, no `businessAccountId`) or cannot be.
 */
@Injectable()
export class CopiedTemplateDefinitions extends TemplateDefinitions {
  readonly #listed: StaticTemplateDefinitions;
  readonly #asksMeta: boolean;

  constructor(
    @Inject(WHATSAPP_RESOLVED_OPTIONS)
    { templates, templateCheck }: Pick<ResolvedWhatsAppOptions, 'templates' | 'templateCheck'>,
    private readonly accounts: AccountDirectory,
    private readonly copies: TemplateCopies,
  ) {
    super();
    this.#listed = new StaticTemplateDefinitions(templates);
    this.#asksMeta = templateCheck.mode !== 'off';
  }

  async find(name: string, language: string, account?: SendingAccount): Promise<TemplateTraits | undefined> {
    const listed = await this.#listed.find(name, language);
    const copied = await this.copyOf(name, language, account);
    const category = copied && CATEGORIES[copied.category];
    if (!copied || category === undefined) return listed;
    // Not every answer tells the time-to-live: what the options say of it then holds, unless Meta changed the category.
    const known = listed?.category === category ? listed : templateTraits(category);
    return { category, ttlSeconds: secondsOf(copied) ?? known.ttlSeconds };
  }

  private async copyOf(
    name: string,
    language: string,
    account: SendingAccount | undefined,
  ): Promise<MessageTemplate | undefined> {
    if (!this.#asksMeta || account?.businessAccountId === undefined) return undefined;
    const copy = await this.copies.find(await this.accounts.get(account.name), name);
    return copy?.templates.find((template) => template.language === language);
  }
}

function secondsOf({ message_send_ttl_seconds: seconds }: MessageTemplate): number | undefined {
  if (typeof seconds !== 'number') return undefined;
  return seconds === -1 ? LONGEST_TTL_SECONDS : seconds;
}
