import { Injectable, type PipeTransform } from '@nestjs/common';
import type { WhatsAppMessage } from '../dto/index.js';
import { MessageValidator } from './message-validator.js';

/**
 * Checks the message in a request's body: `@Body(WhatsAppMessagePipe) message: WhatsAppMessage`.
 * The message comes back frozen, so that `send` can trust what was checked here and does not check it twice.
 *
 * @throws WhatsAppValidationError with the path of each problem
 * @publicApi
 */
@Injectable()
export class WhatsAppMessagePipe implements PipeTransform<unknown, WhatsAppMessage> {
  constructor(private readonly validator: MessageValidator) {}

  transform(value: unknown): WhatsAppMessage {
    return this.validator.validateAndFreeze(value).message;
  }
}
