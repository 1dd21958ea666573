import { idOrNone, textOrNone } from '../../common/internal.js';
import type { FieldEvent, InboundEventBase } from '../events/inbound-event.js';
import { templateStatusKey } from './event-keys.js';

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
export function fieldOf(field: string, value: Readonly<Record<string, unknown>>): string {
  const isQuality = 'new_quality_score' in value && 'message_template_id' in value;
  return isQuality ? 'message_template_quality_update' : field;
}

/** The key of a template's status; of anything else none of its own. */
export function keyOfField(
  field: string,
  value: Readonly<Record<string, unknown>>,
  entryTime: unknown,
): string | undefined {
  if (field !== 'message_template_status_update') return undefined;
  const templateId = idOrNone(value['message_template_id']);
  const event = textOrNone(value['event']);
  const time = idOrNone(entryTime);
  if (templateId === undefined || event === undefined || time === undefined) return undefined;
  return templateStatusKey(templateId, event, time);
}
