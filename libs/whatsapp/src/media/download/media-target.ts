import { isRecord } from '../../common/internal.js';
import { WhatsAppValidationError } from '../../errors/index.js';
import type { InboundMessage } from '../../webhooks/index.js';
import type { MediaInfo } from './media-info.js';

/** The thing to download: an id, a media object of a webhook, a look-up's answer, or a whole inbound message. */
export type MediaTarget =
  string | { readonly id: string; readonly sha256?: string } | MediaInfo | InboundMessage;

/** A file to download. */
export interface MediaReference {
  readonly id: string;
  readonly sha256?: string;
  /** An earlier answer, which may save another look-up. */
  readonly info?: MediaInfo;
}

const MEDIA_TYPES = ['image', 'video', 'audio', 'document', 'sticker'] as const;

/** Reads any kind of target. */
export function toMediaReference(target: MediaTarget): MediaReference {
  if (typeof target === 'string') return { id: target };
  if (!isRecord(target)) {
    const message = 'must be an id, a media object of a webhook, or a whole inbound message';
    throw new WhatsAppValidationError([{ path: 'target', message }]);
  }
  const media = isMessage(target) ? mediaOf(target) : target;
  const { id, sha256 } = media;
  return 'url' in media && typeof media.url === 'string' && media.url !== ''
    ? { id, sha256, info: { ...media, url: media.url } }
    : { id, sha256 };
}

function isMessage(target: Exclude<MediaTarget, string>): target is InboundMessage {
  return 'type' in target;
}

function mediaOf(message: InboundMessage): {
  readonly id: string;
  readonly sha256?: string;
  readonly url?: string;
} {
  const type = MEDIA_TYPES.find((one) => one === message.type);
  const media: unknown = type && Reflect.get(message, type);
  if (isMedia(media)) return media;
  throw new WhatsAppValidationError([
    {
      path: 'type',
      message: `is "${message.type}": only messages of the types ${MEDIA_TYPES.join(', ')} have a file`,
    },
  ]);
}

function isMedia(media: unknown): media is { readonly id: string } {
  return isRecord(media) && typeof media['id'] === 'string';
}
