import { Injectable, type OnModuleInit } from '@nestjs/common';
import { GraphApiError } from '../../errors/index.js';
import {
  WhatsAppSendObserver,
  type PendingSend,
  type SendObserver,
  type SendResult,
} from '../../messages/index.js';
import {
  InboundHandlerRegistry,
  type HandlerOutcome,
  type InboundEvent,
  type InboundHandler,
} from '../../webhooks/index.js';
import { failedWith } from '../../webhooks/internal.js';
import { MediaResends } from './media-resends.js';
import { MediaStore } from './media-store.js';
import { mediaIdsOf } from './media-ids-of.js';

/** Meta could not use a file of ours. */
const MEDIA_FAILED = 131053;

/** The codes with which Meta refuses an id that it does not know (any more), among other things. */
const BAD_PARAMETER: ReadonlySet<number | undefined> = new Set([100, 131009]);

/**
 * Removes uploads that Meta does not know any more: when a send with one is refused, or a webhook
 * says later that it failed. The next send uploads the file again; dropping one too many costs an
 * upload and nothing else.
 */
@Injectable()
@WhatsAppSendObserver()
export class UploadTracker implements SendObserver, InboundHandler, OnModuleInit {
  readonly id = 'nestjs-whatsapp:uploads';
  readonly order = -100;
  readonly once = true;

  constructor(
    private readonly store: MediaStore,
    private readonly resends: MediaResends,
    private readonly handlers: InboundHandlerRegistry,
  ) {}

  onModuleInit(): void {
    this.handlers.add(this);
  }

  async onAccepted({ account, message }: PendingSend, { messageId }: SendResult): Promise<void> {
    const ids = mediaIdsOf(message);
    if (ids.length > 0) await this.store.noteSent(account.phoneNumberId, messageId, ids);
  }

  async onRejected({ account, message }: PendingSend, error: Error): Promise<void> {
    if (!mayBeAboutMedia(error)) return;
    await this.forget(account.phoneNumberId, mediaIdsOf(message));
  }

  matches(event: InboundEvent): boolean {
    return failedWith(event, MEDIA_FAILED);
  }

  async handle(event: InboundEvent): Promise<HandlerOutcome> {
    const phoneNumberId = event.metadata?.phone_number_id;
    if (event.kind === 'status' && phoneNumberId !== undefined) {
      const { id } = event.status;
      await this.forget(phoneNumberId, await this.store.sentWith(phoneNumberId, id));
      await this.resends.resend(phoneNumberId, id);
    }
    return 'handled';
  }

  private async forget(phoneNumberId: string, ids: readonly string[]): Promise<void> {
    for (const id of ids) await this.store.forget(phoneNumberId, id);
  }
}

/** Returns `true` when a refusal may be because of the id of a file. */
export function mayBeAboutMedia(error: unknown): boolean {
  if (!(error instanceof GraphApiError) || error.origin !== 'meta' || error.kind === 'configuration')
    return false;
  return error.kind === 'media' || BAD_PARAMETER.has(error.graphCode);
}
