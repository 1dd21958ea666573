import type {
  InboundCall,
  InboundCallStatus,
  InboundContact,
  InboundMessage,
  MessageStatus,
  WebhookChange,
  WebhookError,
  WebhookMetadata,
} from './index.js';

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

/** Meta's ids are shorter by far; what is longer is none, so that nobody must keep it. */
const longestId = 512;

/** A text that can be an id. */
export function isId(value: unknown): value is string {
  return isText(value) && value.length <= longestId;
}

/** It has an id and a type. */
export function isMessage(value: unknown): value is InboundMessage {
  return isRecord(value) && isId(value['id']) && isText(value['type']);
}

/** It has an id and a status. */
export function isStatus(value: unknown): value is MessageStatus {
  return isRecord(value) && isId(value['id']) && isText(value['status']);
}

/** It has an id and an event. */
export function isCall(value: unknown): value is InboundCall {
  return isRecord(value) && isId(value['id']) && isText(value['event']);
}

/** It has an id and a status. */
export function isCallStatus(value: unknown): value is InboundCallStatus {
  return isRecord(value) && isId(value['id']) && isText(value['status']);
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
  return isRecord(value) && isId(value['phone_number_id']);
}

/** It names its field and has a value. */
export function isChange(value: unknown): value is WebhookChange {
  return isRecord(value) && isText(value['field']) && isRecord(value['value']);
}

/** Whether a list holds something that is not what is wanted. */
export function holdsOthers(list: unknown, is: (item: unknown) => boolean): boolean {
  return Array.isArray(list) && !list.every((item: unknown) => is(item));
}

/** The items of a list that are what is wanted; none of what is no list. */
export function itemsOf<T>(list: unknown, is: (item: unknown) => item is T): T[] {
  return Array.isArray(list) ? list.filter((item: unknown) => is(item)) : [];
}
