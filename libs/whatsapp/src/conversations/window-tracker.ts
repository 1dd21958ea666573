import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../common/index.js';
import { millisecondsOrNone } from '../common/internal.js';
import { WhatsAppServiceWindowError } from '../errors/index.js';
import { WhatsAppSendObserver, type PendingSend, type SendObserver } from '../messages/index.js';
import { UserDataSources } from '../users/internal.js';
import {
  InboundHandlerRegistry,
  WhatsAppUsersService,
  type HandlerOutcome,
  type InboundEvent,
  type InboundHandler,
  type MessageStatusEvent,
} from '../webhooks/index.js';
import { failedWith, isOfGroup, userOfEvent } from '../webhooks/internal.js';
import { WhatsAppWindowsService } from './whatsapp-windows.service.js';
import { isReferred, userWroteAt } from './window-openers.js';
import { freeEntryPointAfterAnswer, userWrote, type WindowFacts } from './window-record.js';
import { WindowStore } from './window-store.js';

/** Meta's code for a message that the customer service window does not allow. */
const windowClosed = 131047;

/** Records from webhooks and from the outcomes of sends when windows open and close. */
@Injectable()
@WhatsAppSendObserver()
export class WindowTracker implements InboundHandler, SendObserver, OnModuleInit {
  readonly id = 'nestjs-whatsapp:service-windows';
  readonly order = -100;

  constructor(
    private readonly store: WindowStore,
    private readonly windows: WhatsAppWindowsService,
    private readonly users: WhatsAppUsersService,
    private readonly handlers: InboundHandlerRegistry,
    private readonly clock: Clock,
    private readonly data: UserDataSources,
  ) {}

  onModuleInit(): void {
    this.handlers.add(this);
    this.data.add({
      id: 'window',
      export: (found) => this.store.recordOf(found),
      forget: async (found) => this.store.forget(found),
    });
  }

  matches(event: InboundEvent): boolean {
    return (
      userWroteAt(event) !== undefined ||
      (event.kind === 'status' && factsOfStatus(event, this.clock.now()) !== undefined)
    );
  }

  async handle(event: InboundEvent): Promise<HandlerOutcome> {
    await this.learn(event);
    return 'handled';
  }

  /** Records the effect of a message, call or status on its user's window; recording it twice changes nothing. */
  async learn(event: InboundEvent): Promise<void> {
    if (event.kind !== 'message' && event.kind !== 'call' && event.kind !== 'status') return;
    const facts = this.factsOf(event);
    const user = facts && userOfEvent(event);
    if (facts && user) await this.store.merge(user, facts, event.timestamp);
  }

  /** An answer may begin a free entry point. */
  async onAccepted(send: PendingSend): Promise<void> {
    const found = await this.users.recipientOf(send);
    const known = found && this.store.recordOf(found);
    const now = this.clock.now();
    const begun = known && freeEntryPointAfterAnswer(now, known);
    if (begun) await this.store.merge(found.person, begun, now);
  }

  /** Meta knows better. */
  async onRejected(send: PendingSend, error: Error): Promise<void> {
    if (
      !(error instanceof WhatsAppServiceWindowError) ||
      error.origin !== 'meta' ||
      error.graphCode !== windowClosed
    )
      return;
    await this.windows.refused(send);
  }

  private factsOf(event: InboundEvent): WindowFacts | undefined {
    const now = this.clock.now();
    if (event.kind === 'status') return factsOfStatus(event, now);
    const at = userWroteAt(event);
    if (at === undefined) return undefined;
    const facts = userWrote(at, now);
    return event.kind === 'message' && isReferred(event)
      ? { ...facts, referredAt: facts.userWroteAt }
      : facts;
  }
}

/** A window that Meta says is closed, and the free entry point that it says a message belongs to. */
function factsOfStatus(event: MessageStatusEvent, now: number): WindowFacts | undefined {
  const { status, timestamp } = event;
  if (isOfGroup(status)) return undefined;
  if (failedWith(event, windowClosed)) return { refusedAt: Math.min(timestamp, now) };
  if (status.conversation?.origin?.type !== 'referral_conversion') return undefined;
  const expiresAt = millisecondsOrNone(status.conversation.expiration_timestamp);
  return expiresAt === undefined ? undefined : { freeEntryPointExpiresAt: expiresAt };
}
