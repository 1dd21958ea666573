import { WhatsAppValidationError } from '../errors/index.js';
import type { WhatsAppMessage } from '../messages/index.js';
import { withoutNulls } from '../messages/internal.js';
import { translateContacts } from './contacts.translation.js';
import { refuseOldMessageIds, translateAddress } from './envelope.translation.js';
import { TranslationReport } from './translation-report.js';
import { translateHsm } from './hsm.translation.js';
import { translateInteractive } from './interactive.translation.js';
import { isRecord } from '../common/internal.js';
import { without, type JsonObject } from './json-object.js';
import { translateMediaFields } from './media.translation.js';
import type { OnPremisesTranslation } from './on-premises-translation.js';
import { translateTemplate } from './template.translation.js';

/**
 * Turns a body of the On-Premises API (`POST /v1/messages`) into the Cloud API message. The body is read, never changed;
 * fields that neither API knows are kept, so that `send` can name them, and those that are `null` count as left out.
 *
 * @throws OnPremisesMessageError where it names a group or a message that exists only at the old API
 * @throws WhatsAppValidationError where it cannot be read: not an object, or an `hsm` without name or parameters
 * @publicApi
 */
export function fromOnPremises(body: unknown): OnPremisesTranslation {
  if (!isRecord(body)) {
    throw new WhatsAppValidationError([
      { path: '', message: 'must be an object with `to`, `type` and a content' },
    ]);
  }
  const payload = withoutNulls(body);
  refuseOldMessageIds(payload);
  const report = new TranslationReport();
  const to = translateAddress(payload, report);
  const message: JsonObject = {
    messaging_product: 'whatsapp',
    ...withType(withoutTtl(payload, report), report),
    ...(to !== undefined && { to }),
  };
  const translated = translateContent(message, report);
  takeAsMessage(translated);
  return { message: translated, notes: report.notes, warnings: report.warnings };
}

function withoutTtl(payload: JsonObject, report: TranslationReport): JsonObject {
  if (!('ttl' in payload)) return payload;
  report.warn(
    'ttl-dropped',
    'ttl',
    'a message has no lifetime of its own: set `message_send_ttl_seconds` on the template; all others live 30 days',
  );
  return without(payload, 'ttl');
}

/** The old API took a message without a type for a text. */
function withType(payload: JsonObject, report: TranslationReport): JsonObject {
  if (payload['type'] !== undefined || 'hsm' in payload || !('text' in payload)) return payload;
  report.note('type-added', 'type', 'is "text"');
  return { ...payload, type: 'text' };
}

function translateContent(message: JsonObject, report: TranslationReport): JsonObject {
  let result = translateMediaFields(withPreviewUrl(message, report), '', report);
  if ('hsm' in result) {
    result = { ...without(result, 'hsm'), type: 'template', template: translateHsm(result['hsm'], report) };
  } else if ('template' in result) {
    result = { ...result, template: translateTemplate(result['template'], report) };
  }
  if ('contacts' in result) {
    result = { ...result, contacts: translateContacts(result['contacts'], report) };
  }
  if ('interactive' in result) {
    result = { ...result, interactive: translateInteractive(result['interactive'], report) };
  }
  return result;
}

function withPreviewUrl(message: JsonObject, report: TranslationReport): JsonObject {
  if (!('preview_url' in message)) return message;
  report.note('preview-url-moved', 'preview_url', 'stands in `text`; other messages have no preview');
  const { preview_url, text, ...rest } = message;
  if (text === undefined) return rest;
  return { ...rest, text: isRecord(text) ? { preview_url, ...text } : text };
}

/** The content is the caller's affair until `send` checks it, as it checks every other message. */
function takeAsMessage(_message: object): asserts _message is WhatsAppMessage {}
