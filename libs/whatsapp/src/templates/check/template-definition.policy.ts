import { Inject, Injectable, Logger } from '@nestjs/common';
import { AccountDirectory, type WhatsAppAccount } from '../../accounts/index.js';
import { WHATSAPP_RESOLVED_OPTIONS, type ResolvedWhatsAppOptions } from '../../config/internal.js';
import { WhatsAppSendPolicy, type PendingSend, type SendPolicy } from '../../messages/index.js';
import { TemplateCopies } from '../copy/template-copies.js';
import type { TemplateCopy } from '../copy/template-store.js';
import { recordsIn } from '../../common/internal.js';
import { textOf } from '../definition/message-template.js';
import type { MessageTemplate } from '../definition/message-template.js';
import { checkTemplate } from './check-template.js';
import { readFilledTemplate, type FilledTemplate } from '../definition/sent-template.js';
import type { TemplateIssue } from '../../errors/index.js';
import { templateRefused } from './template-refused.js';

/** A copy that is older is read again before a message is refused because of it, in milliseconds. */
const SURE_FOR_MS = 30_000;

/**
 * Holds template messages against the approved template, and refuses what Meta would refuse. Needs the account's
 * `businessAccountId`; where the template is not known (Meta cannot be asked), the message passes.
 */
@Injectable()
@WhatsAppSendPolicy({ order: 300 })
export class TemplateDefinitionPolicy implements SendPolicy {
  private readonly logger = new Logger('WhatsAppTemplates');
  private readonly mode: 'off' | 'warn' | 'block';

  constructor(
    @Inject(WHATSAPP_RESOLVED_OPTIONS) { templateCheck }: Pick<ResolvedWhatsAppOptions, 'templateCheck'>,
    private readonly accounts: AccountDirectory,
    private readonly copies: TemplateCopies,
  ) {
    this.mode = templateCheck.mode;
  }

  /** @throws WhatsAppTemplateError */
  async check(send: PendingSend): Promise<void> {
    if (this.mode === 'off' || send.account.businessAccountId === undefined) return;
    const sent = readFilledTemplate(send.message);
    if (!sent) return;
    const issues = await this.issuesOf(send, sent, await this.accounts.get(send.account.name));
    if (issues.length === 0) return;
    const refusal = templateRefused(sent.name, sent.language, issues);
    if (this.mode === 'block') throw refusal;
    this.logger.warn(`Meta will refuse a message: ${refusal.reason}`);
  }

  private async issuesOf(
    send: PendingSend,
    sent: FilledTemplate,
    account: WhatsAppAccount,
  ): Promise<TemplateIssue[]> {
    const copy = await this.copies.find(account, sent.name);
    const issues = copy ? issuesWith(copy, send, sent) : [];
    if (issues.length === 0) return issues;
    // It may have been approved, unpaused or edited a minute ago.
    const fresh = await this.copies.find(account, sent.name, SURE_FOR_MS);
    return fresh && fresh !== copy ? issuesWith(fresh, send, sent) : issues;
  }
}

function issuesWith({ templates }: TemplateCopy, send: PendingSend, sent: FilledTemplate): TemplateIssue[] {
  const template = templates.find(({ language }) => language === sent.language);
  if (!template) return [notThere(templates, sent)];
  return [...checkTemplate(template, sent), ...checkAddress(template, send)];
}

function notThere(templates: readonly MessageTemplate[], { name, language }: FilledTemplate): TemplateIssue {
  const languages = templates.map((template) => template.language).join(', ');
  return templates.length === 0
    ? { code: 132001, path: 'template.name', message: `there is no template "${name}"` }
    : {
        code: 132001,
        path: 'template.language.code',
        message: `is not there in ${language}, only in ${languages}`,
      };
}

/** Checks the endpoint and the recipient against the template. */
function checkAddress(template: MessageTemplate, { endpoint, recipient }: PendingSend): TemplateIssue[] {
  if (endpoint === 'marketing_messages' && template.category !== 'MARKETING') {
    const message = `is of the category ${template.category}: only marketing goes through sendMarketing`;
    return [{ code: 134100, path: 'template.name', message }];
  }
  if (recipient.kind === 'user' && hasOneTimeCode(template)) {
    const message =
      'must be a phone number in `to`: Meta sends no one-time codes to business-scoped user ids';
    return [{ code: 131062, path: 'recipient', message }];
  }
  return [];
}

function hasOneTimeCode({ category, components }: MessageTemplate): boolean {
  return (
    category === 'AUTHENTICATION' &&
    components.some((component) =>
      recordsIn(component['buttons']).some((button) => textOf(button, 'type') !== undefined),
    )
  );
}
