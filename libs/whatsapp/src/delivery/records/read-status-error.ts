import { numberOrNone, textOrNone } from '../../common/internal.js';
import { detailsOfError } from '../../errors/internal.js';
import type { MessageStatusEvent } from '../../webhooks/index.js';
import { errorsOf } from '../../webhooks/internal.js';
import type { DeliveryError } from './delivery-record.js';

/** What the first error of a status says that has a code, in any of Meta's forms, or the first of all where none has one. */
export function readStatusError(event: MessageStatusEvent): Omit<DeliveryError, 'at'> | undefined {
  const errors = errorsOf(event);
  const error = errors.find(({ code }) => numberOrNone(code) !== undefined) ?? errors[0];
  if (error === undefined) return undefined;
  const message = textOrNone(error.message);
  const title = textOrNone(error.title) ?? message;
  const details = detailsOfError({ ...error }) ?? (message === title ? undefined : message);
  return { code: numberOrNone(error.code), title, details };
}
