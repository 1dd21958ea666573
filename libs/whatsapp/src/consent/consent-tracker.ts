import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../common/index.js';
import { WhatsAppOptOutError } from '../errors/index.js';
import { WhatsAppSendObserver, type PendingSend, type SendObserver } from '../messages/index.js';
import { UserDataSources } from '../users/internal.js';
import {
  InboundHandlerRegistry,
  WhatsAppUsersService,
  type HandlerOutcome,
  type InboundEvent,
  type InboundHandler,
} from '../webhooks/index.js';
import { failedWith, userOfEvent } from '../webhooks/internal.js';
import { ConsentKeywords } from './consent-keywords.js';
import { ConsentStore } from './consent-store.js';
import { preferencesOf } from './preferences-of-event.js';
import { statedAt } from './stated-at.js';
import { WhatsAppConsentService } from './whatsapp-consent.service.js';

/** Meta's code for a marketing message to a user who stopped them. */
const optedOut = 131050;

const refusedByMeta = 'whatsapp:131050';

/** Records from webhooks and from the outcomes of sends what users want. */
@Injectable()
@WhatsAppSendObserver()
export class ConsentTracker implements InboundHandler, SendObserver, OnModuleInit {
  readonly id = 'nestjs-whatsapp:consent';
  readonly order = -90;

  constructor(
    private readonly consent: WhatsAppConsentService,
    private readonly store: ConsentStore,
    private readonly keywords: ConsentKeywords,
    private readonly users: WhatsAppUsersService,
    private readonly handlers: InboundHandlerRegistry,
    private readonly clock: Clock,
    private readonly data: UserDataSources,
  ) {}

  onModuleInit(): void {
    this.handlers.add(this);
    this.data.add({
      id: 'consent',
      export: (found) => this.store.factsOf(found),
      forget: async (found, { keepOptOut }) => this.store.forget(found, keepOptOut),
    });
  }

  matches(event: InboundEvent): boolean {
    return event.field === 'user_preferences' || failedWith(event, optedOut) || this.isKeyword(event);
  }

  async handle(event: InboundEvent): Promise<HandlerOutcome> {
    const now = this.clock.now();
    for (const { user, facts } of preferencesOf(event, now)) await this.consent.learn(user, facts);
    if (event.kind !== 'message' && event.kind !== 'status') return 'handled';
    const user = userOfEvent(event);
    if (user === undefined) return 'handled';
    const at = statedAt(event.timestamp, false, now);
    if (failedWith(event, optedOut)) {
      await this.consent.learn(user, { marketing: { allowed: false, at, source: refusedByMeta } });
    } else if (this.isKeyword(event)) {
      await this.consent.learn(user, { given: { allowed: false, at, source: 'keyword' } });
    }
    return 'handled';
  }

  /** Meta knows that the user stopped marketing messages. */
  async onRejected(send: PendingSend, error: Error): Promise<void> {
    if (!(error instanceof WhatsAppOptOutError) || error.origin !== 'meta' || error.graphCode !== optedOut)
      return;
    const found = await this.users.recipientOf(send);
    const marketing = { allowed: false, at: this.clock.now(), source: refusedByMeta };
    if (found) await this.consent.learn(found.person, { marketing });
  }

  private isKeyword(event: InboundEvent): boolean {
    return event.kind === 'message' && this.keywords.revokeByThemselves && this.keywords.matches(event);
  }
}
