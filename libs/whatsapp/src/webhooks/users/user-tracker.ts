import { Injectable, type OnModuleInit } from '@nestjs/common';
import { UserDirectory } from '../../users/internal.js';
import type { InboundEvent } from '../events/inbound-event.js';
import type { HandlerOutcome, InboundHandler } from '../intake/inbound-handler.js';
import { InboundHandlerRegistry } from '../intake/inbound-handler-registry.js';
import { tellsOfUserChange, userChangesOf } from './user-changes.js';

/** Records users whose ids have changed. What webhooks tell of users besides is learned before any handler runs. */
@Injectable()
export class UserTracker implements InboundHandler, OnModuleInit {
  readonly id = 'nestjs-whatsapp:users';
  readonly order = -110;

  constructor(
    private readonly directory: UserDirectory,
    private readonly handlers: InboundHandlerRegistry,
  ) {}

  onModuleInit(): void {
    this.handlers.add(this);
  }

  matches(event: InboundEvent): boolean {
    return tellsOfUserChange(event);
  }

  async handle(event: InboundEvent): Promise<HandlerOutcome> {
    for (const { before, now } of userChangesOf(event)) {
      await this.directory.learnChange(before, now, event.timestamp);
    }
    return 'handled';
  }
}
