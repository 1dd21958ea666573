import { type TranslationReport } from './translation-report.js';
import { isRecord } from '../common/internal.js';
import { without, type JsonObject } from './json-object.js';

/** The kinds of media that a message, a header or a template parameter may hold. */
export const MEDIA_KINDS = ['image', 'video', 'audio', 'document', 'sticker'] as const;

/** A link that names its provider in front: `provider-name/https://…`. */
const PROVIDER_LINK = /^([^/\s:]+)\/(https?:\/\/.+)$/is;

/** The ids that Meta gives to uploads are digits; those of the old installations were not. */
const CLOUD_MEDIA_ID = /^\d+$/;

/** Removes the field of a media file that only the old client knew: its download provider. */
export function translateMedia(media: unknown, path: string, report: TranslationReport): unknown {
  if (!isRecord(media)) return media;
  noteId(media, path, report);
  const { provider, link } = media;
  const prefixed = typeof link === 'string' ? PROVIDER_LINK.exec(link) : null;
  if (provider === undefined && prefixed === null) return media;
  report.warn(
    'provider-dropped',
    provider === undefined ? `${path}.link` : `${path}.provider`,
    'Meta fetches links without credentials: upload the file and send its id, or use a signed link',
  );
  const plain = without(media, 'provider');
  return prefixed === null ? plain : { ...plain, link: prefixed[2] };
}

/** Translates the media that stand in an object under their kind's name. */
export function translateMediaFields(
  holder: JsonObject,
  path: string,
  report: TranslationReport,
): JsonObject {
  return MEDIA_KINDS.filter((kind) => kind in holder).reduce(
    (result, kind) => ({ ...result, [kind]: translateMedia(result[kind], `${path}${kind}`, report) }),
    holder,
  );
}

function noteId({ id }: JsonObject, path: string, report: TranslationReport): void {
  if (typeof id !== 'string') return;
  if (CLOUD_MEDIA_ID.test(id)) {
    report.note('media-id-kept', `${path}.id`, 'must be the id of an upload to the Cloud API');
  } else {
    report.warn(
      'media-id-suspect',
      `${path}.id`,
      'looks like an id of the On-Premises API, which Meta does not know: upload the file again',
    );
  }
}
