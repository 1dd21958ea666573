import { Inject, Injectable, Logger } from '@nestjs/common';
import { Clock } from '../common/index.js';
import { WHATSAPP_RESOLVED_OPTIONS, type ResolvedWhatsAppOptions } from '../config/internal.js';
import {
  TemplateDefinitions,
  WhatsAppSendPolicy,
  type PendingSend,
  type SendPolicy,
} from '../messages/index.js';
import { templateOf } from '../messages/internal.js';
import { WhatsAppUsersService } from '../webhooks/index.js';
import { WhatsAppOptOutError } from '../errors/index.js';
import { policyRefusal } from '../errors/internal.js';
import { OptInMissingError } from './opt-in-missing.error.js';
import { WhatsAppConsentService } from './whatsapp-consent.service.js';
import { type ConsentMoment } from './consent-status.js';

/** The time for which a reply to an event needs no opt-in: the user has just asked for it (platform rules, service windows). */
const replyNeedsNoOptInForMs = 24 * 60 * 60 * 1000;

/**
 * Stops marketing to users who do not want any, and, where the options ask for it, every template or every message to users who
 * never agreed. What goes to a group passes: its members joined it themselves, and leave it to be left alone.
 */
@Injectable()
@WhatsAppSendPolicy({ order: 200 })
export class ConsentPolicy implements SendPolicy {
  private readonly logger = new Logger('WhatsAppConsentService');
  private readonly options: ResolvedWhatsAppOptions['consent'];

  constructor(
    private readonly consent: WhatsAppConsentService,
    private readonly users: WhatsAppUsersService,
    private readonly templates: TemplateDefinitions,
    private readonly clock: Clock,
    @Inject(WHATSAPP_RESOLVED_OPTIONS) { consent: options }: Pick<ResolvedWhatsAppOptions, 'consent'>,
  ) {
    this.options = options;
  }

  async lookUp(send: PendingSend): Promise<void> {
    const isTemplate = isTemplateSend(send);
    if (isTemplate || this.needsOptIn(send, isTemplate)) await this.users.recipientOf(send);
  }

  /**
   * @throws WhatsAppOptOutError
   * @throws OptInMissingError
   * @throws ConsentUnknownError where nobody can say whether the user opted out
   */
  async check(send: PendingSend): Promise<void> {
    const isTemplate = isTemplateSend(send);
    const needsOptIn = this.needsOptIn(send, isTemplate);
    if (!isTemplate && !needsOptIn) return;
    const isMarketing = isTemplate && (await this.isMarketing(send));
    if (!isMarketing && !needsOptIn) return;
    const found = await this.users.recipientOf(send);
    if (found === undefined) return;
    const { optedOut, optIn, optInSince, marketing, marketingSince } = this.consent.of(found);
    const since = marketing === 'stopped' ? marketingSince : optInSince;
    if (isMarketing && optedOut && since) throw optedOutSince(since);
    if (!needsOptIn || optIn === 'granted') return;
    if (this.options.requireOptIn === 'block') throw new OptInMissingError(optIn);
    this.logger.warn(
      `A message of type ${send.type} goes to a user without opt-in (${optIn}): Meta requires one`,
    );
  }

  private needsOptIn({ answeredEventAt }: PendingSend, isTemplate: boolean): boolean {
    const { requireOptIn, optInCovers } = this.options;
    if (requireOptIn === 'off') return false;
    if (optInCovers === 'templates') return isTemplate;
    return !answeredEventAt || this.clock.now() - answeredEventAt.getTime() >= replyNeedsNoOptInForMs;
  }

  private async isMarketing({ endpoint, message, account }: PendingSend): Promise<boolean> {
    if (endpoint === 'marketing_messages') return true;
    const named = templateOf(message);
    if (named === undefined) return false;
    return (await this.templates.find(named.name, named.language, account))?.category === 'marketing';
  }
}

function isTemplateSend({ type, endpoint }: PendingSend): boolean {
  return type === 'template' || endpoint === 'marketing_messages';
}

/** The user does not want any marketing messages. */
function optedOutSince(since: ConsentMoment): WhatsAppOptOutError {
  const fields = policyRefusal({
    policy: 'consent',
    reason: `the user has wanted no marketing messages since ${since.at.toISOString()} (source: ${since.source})`,
    graphCode: 131050,
    advice: since.source.startsWith('whatsapp:')
      ? 'Send this user no marketing until the user resumes it in WhatsApp.'
      : 'Send this user no marketing until the user agrees again; record that with WhatsAppConsentService.grant().',
  });
  return new WhatsAppOptOutError({ ...fields, since });
}
