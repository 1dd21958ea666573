import { Injectable, type PipeTransform } from '@nestjs/common';
import { WhatsAppInvalidMessageException, WhatsAppValidationError } from '../../errors/index.js';
import type { WhatsAppMessage } from '../dto/index.js';
import { isRecord } from '../../common/internal.js';
import { MessageValidator } from './message-validator.js';

/**
 * Checks the message in a request's body: `@Body(WhatsAppMessagePipe) message: WhatsAppMessage`.
 * The message comes back frozen, so that `send` can trust what was checked here and does not check it twice.
 *
 * @throws WhatsAppInvalidMessageException (400) with the path of each problem
 * @publicApi
 */
@Injectable()
export class WhatsAppMessagePipe implements PipeTransform<unknown, WhatsAppMessage> {
  constructor(private readonly validator: MessageValidator) {}

  transform(value: unknown): WhatsAppMessage {
    try {
      if (!wasReadAsJson(value)) throw notJson();
      return this.validator.validateAndFreeze(value).message;
    } catch (error) {
      throw error instanceof WhatsAppValidationError ? new WhatsAppInvalidMessageException(error) : error;
    }
  }
}

/**
 * Returns `true` when a server read the body as JSON. Without the header it hands on nothing, the
 * text or bytes as they came, or JSON that was read as a form: then its beginning is the name of
 * the first field.
 */
function wasReadAsJson(body: unknown): boolean {
  if (ArrayBuffer.isView(body)) return false;
  return isRecord(body) ? !/^\s*[{[]/.test(Object.keys(body)[0] ?? '') : Array.isArray(body);
}

function notJson(): WhatsAppValidationError {
  const message =
    'is missing, or was not sent as JSON: send one JSON object with the header `Content-Type: application/json`';
  return new WhatsAppValidationError([{ path: '', message }]);
}
