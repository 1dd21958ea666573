import type {
  InboundCall,
  InboundCallStatus,
  InboundContact,
  InboundMessage,
  MessageStatus,
  WebhookChange,
  WebhookError,
  WebhookMetadata,
} from '../payload/index.js';

/*
 * What must be there for an item to be an event of its own. All else is taken on trust: whatever Meta sends must reach the
 * application.
 */

/** An object with keys. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A text that is not empty. */
export function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/** It has an id and a type. */
export function isMessage(value: unknown): value is InboundMessage {
  return isRecord(value) && isText(value['id']) && isText(value['type']);
}

/** It has an id and a status. */
export function isStatus(value: unknown): value is MessageStatus {
  return isRecord(value) && isText(value['id']) && isText(value['status']);
}

/** It has an id and an event. */
export function isCall(value: unknown): value is InboundCall {
  return isRecord(value) && isText(value['id']) && isText(value['event']);
}

/** It has an id and a status. */
export function isCallStatus(value: unknown): value is InboundCallStatus {
  return isRecord(value) && isText(value['id']) && isText(value['status']);
}

/** Any object. */
export function isError(value: unknown): value is WebhookError {
  return isRecord(value);
}

/** Any object. */
export function isContact(value: unknown): value is InboundContact {
  return isRecord(value);
}

/** It names the business number. */
export function isMetadata(value: unknown): value is WebhookMetadata {
  return isRecord(value) && isText(value['phone_number_id']);
}

/** It names its field and has a value. */
export function isChange(value: unknown): value is WebhookChange {
  return isRecord(value) && isText(value['field']) && isRecord(value['value']);
}

/** The items of a list that are what is wanted; none of what is no list. */
export function itemsOf<T>(list: unknown, is: (item: unknown) => item is T): T[] {
  return Array.isArray(list) ? list.filter((item: unknown) => is(item)) : [];
}
