import { numberOrNone, textOrNone } from '../../common/internal.js';
import { detailsOfError } from '../../errors/internal.js';
import type { PendingSend, SendResult } from '../../messages/index.js';
import type { UserIds } from '../../users/index.js';
import type { MessageStatusEvent } from '../../webhooks/index.js';
import { errorsOf, groupOfStatus, isOfGroup, recipientOf } from '../../webhooks/internal.js';
import type { DeliveryUpdate } from './apply-status.js';
import type { DeliveryError } from './delivery-record.js';
import { templateOf } from '../../messages/internal.js';
import { readFacts } from './status-facts.js';

/** Returns the update of a send, whatever came of it. */
export function sentUpdate(send: PendingSend): Omit<DeliveryUpdate, 'at' | 'status'> {
  const { account, correlationId, type, recipient, message } = send;
  const callbackData: unknown = message.biz_opaque_callback_data;
  return {
    correlationId,
    account: account.name,
    phoneNumberId: account.phoneNumberId,
    type,
    template: templateOf(message),
    recipient: {
      to: recipient.to,
      userId: recipient.recipient,
      isGroup: recipient.kind === 'group' ? true : undefined,
    },
    callbackData: typeof callbackData === 'string' ? callbackData : undefined,
  };
}

/** Returns the update of Meta's answer. */
export function acceptedUpdate(send: PendingSend, result: SendResult, at: number): DeliveryUpdate {
  const sent = sentUpdate(send);
  const { waId, userId } = result.recipient;
  return {
    ...sent,
    status: 'accepted',
    at,
    messageId: result.messageId,
    recipient: { ...sent.recipient, waId, userId: sent.recipient?.userId ?? userId },
    pacing: result.pacing,
  };
}

/** Returns the update of a status webhook. Its payload has not been checked. */
export function statusUpdate(event: MessageStatusEvent): DeliveryUpdate {
  const { status, correlationId, account, metadata, timestamp: at } = event;
  const identity = {
    at,
    messageId: status.id,
    correlationId,
    account: account?.name,
    phoneNumberId: metadata?.phone_number_id,
    callbackData: textOrNone(status.biz_opaque_callback_data),
    conversation: readFacts(status.conversation),
    pricing: readFacts(status.pricing),
  };
  const error = readStatusError(event);
  if (status.type === 'payment')
    return { ...identity, payment: { status: status.status, at, ...(error && { error }) } };
  const { waId, userId }: UserIds = recipientOf(status) ?? {};
  return {
    ...identity,
    status: status.status,
    recipient: isOfGroup(status) ? { to: groupOfStatus(status), isGroup: true } : { waId, userId },
    error,
  };
}

/** Reads the first error of a status that has a code, in any of Meta's forms, or the first of all where none has one. */
function readStatusError(event: MessageStatusEvent): Omit<DeliveryError, 'at'> | undefined {
  const errors = errorsOf(event);
  const error = errors.find(({ code }) => numberOrNone(code) !== undefined) ?? errors[0];
  if (error === undefined) return undefined;
  const message = textOrNone(error.message);
  const title = textOrNone(error.title) ?? message;
  const details = detailsOfError({ ...error }) ?? (message === title ? undefined : message);
  return { code: numberOrNone(error.code), title, details };
}
