import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { WhatsAppWebhooksService } from 'nestjs-whatsapp';
import type { Subscription } from 'rxjs';

/** Prints what a handler was given up for. A real app would keep it: Meta does not deliver it again. */
@Injectable()
export class DeadLetters implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger('Inbox');
  private subscription?: Subscription;

  constructor(private readonly webhooks: WhatsAppWebhooksService) {}

  onModuleInit(): void {
    this.subscription = this.webhooks.deadLetters$.subscribe(({ handlerId, event, attempts }) => {
      this.logger.error(
        `${handlerId} was given up after ${attempts} attempts: ${event.kind} of ${event.field}`,
      );
    });
  }

  onModuleDestroy(): void {
    this.subscription?.unsubscribe();
  }
}
