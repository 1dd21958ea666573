import { numberOrNone } from '../../common/internal.js';
import type { InboundEvent, MessageStatusEvent } from './inbound-event.js';
import type { WebhookError } from '../payload/index.js';
import { isError, listOf } from '../payload/payload-guards.js';

/** The errors that a status names: those of its list that are any, or the one in the place of a list. */
export function errorsOf({ status }: MessageStatusEvent): WebhookError[] {
  return listOf(status.errors).filter((error) => isError(error));
}

/** The codes of Meta's errors that a status names. Some payloads write them as text. */
export function errorCodesOf(event: MessageStatusEvent): number[] {
  return errorsOf(event).flatMap(({ code }) => numberOrNone(code) ?? []);
}

/** Returns `true` when an event says that a message failed with this code of Meta's. */
export function failedWith(event: InboundEvent, code: number): boolean {
  if (event.kind !== 'status' || event.status.status !== 'failed' || event.status.type === 'payment') {
    return false;
  }
  return errorCodesOf(event).includes(code);
}
