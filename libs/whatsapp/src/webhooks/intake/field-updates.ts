import type { FieldEvent, InboundEventBase } from '../inbound-event.js';
import type { WebhookChange } from '../payload/index.js';
import { completed } from './contact-of.js';
import type { ConversationParty } from './conversation-key.js';
import { templateStatusKey } from './event-keys.js';
import { isRecord, isText, itemsOf } from '../payload/payload-guards.js';

/** A field's event before its account and conversation have been looked up, whatever its field. */
export interface FieldDraft extends Omit<InboundEventBase, 'account' | 'conversation'> {
  readonly kind: 'field';
  readonly value: object;
}

type FieldEventDraft = FieldEvent extends infer Event
  ? Event extends FieldEvent
    ? Omit<Event, 'account' | 'conversation'>
    : never
  : never;

/** Always: the types of a value are Meta's promise for its field, which is not checked. */
export function isFieldEvent(draft: FieldDraft): draft is FieldDraft & FieldEventDraft {
  return draft.kind === 'field';
}

/** The field that a change is of. Meta's sample of a template's quality prints another: the keys tell. */
export function fieldOf({ field, value }: WebhookChange): string {
  const isQuality = 'new_quality_score' in value && 'message_template_id' in value;
  return isQuality ? 'message_template_quality_update' : field;
}

/** The key of a template's status; of anything else none of its own. */
export function keyOfField(change: WebhookChange, entryTime: unknown): string | undefined {
  if (change.field !== 'message_template_status_update') return undefined;
  const { message_template_id: templateId, event } = change.value;
  const known = isText(templateId) && isText(event) && (isText(entryTime) || typeof entryTime === 'number');
  return known ? templateStatusKey(templateId, event, entryTime) : undefined;
}

/** Whom a change about users concerns, where it is one user. */
export function userOfField({ value }: WebhookChange): ConversationParty | undefined {
  const parts: Readonly<Record<string, unknown>> = { ...value };
  const [preference, ...otherPreferences] = itemsOf(parts['user_preferences'], isRecord);
  const [update, ...otherUpdates] = itemsOf(parts['user_id_update'], isRecord);
  if (preference && otherPreferences.length === 0) return userOf(preference['user_id'], preference['wa_id']);
  if (!update || otherUpdates.length > 0) return undefined;
  const ids = isRecord(update['user_id']) ? update['user_id'] : {};
  return userOf(ids['current'], update['wa_id']);
}

function userOf(userId: unknown, waId: unknown): ConversationParty | undefined {
  const party = { userId: isText(userId) ? userId : undefined, waId: isText(waId) ? waId : undefined };
  return party.userId === undefined && party.waId === undefined ? undefined : completed(party, undefined);
}
