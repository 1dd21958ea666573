import { isId, isRecord, isText } from '../../common/internal.js';
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

/** Returns `true` for an item with an id and a type. */
export function isMessage(value: unknown): value is InboundMessage {
  return isRecord(value) && isId(value['id']) && isText(value['type']);
}

/** Returns `true` for an item with an id and a status. */
export function isStatus(value: unknown): value is MessageStatus {
  return isRecord(value) && isId(value['id']) && isText(value['status']);
}

/** Returns `true` for an item with an id and an event. */
export function isCall(value: unknown): value is InboundCall {
  return isRecord(value) && isId(value['id']) && isText(value['event']);
}

/** Returns `true` for an item with an id and a status. */
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

/** Returns `true` for any object: its field and its value must be checked first. */
export function isChange(value: unknown): value is WebhookChange {
  return isRecord(value);
}

/** Returns `true` for a value that is more than a blank, an empty list or an empty object. */
export function isFilled(value: unknown): boolean {
  if (typeof value !== 'object' || value === null)
    return value !== undefined && value !== null && value !== '';
  return Object.keys(value).length > 0;
}

/** Returns `true` when a value that should be a list of such items is something else. */
export function holdsOthers(list: unknown, is: (item: unknown) => boolean): boolean {
  return Array.isArray(list) ? !list.every((item: unknown) => is(item)) : isFilled(list);
}

/** A list, one item in its place as a list of one; empty of anything else. */
export function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return isRecord(value) ? [value] : [];
}

/** The items of a list that are what is wanted; none of what is no list. */
export function itemsOf<T>(list: unknown, is: (item: unknown) => item is T): T[] {
  return Array.isArray(list) ? list.filter((item: unknown) => is(item)) : [];
}
