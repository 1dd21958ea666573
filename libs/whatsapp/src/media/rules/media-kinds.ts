/** The kind of media that a file is sent as. `voice` is an audio message with `voice: true`; `gif` goes into template headers only. */
export type MediaKind = 'image' | 'audio' | 'voice' | 'video' | 'gif' | 'document' | 'sticker';

/** The limits of WhatsApp for one kind of media. */
export interface MediaRule {
  /** Media types, without parameters. */
  readonly mimeTypes: readonly string[];
  readonly maxBytes: number;
}

const KB = 1024;
const MB = 1024 * KB;

/** An animated sticker may be larger than one that is still, which has {@link STILL_STICKER_MAX_BYTES}. */
export const STILL_STICKER_MAX_BYTES = 100 * KB;

/** A voice message above this size shows a download arrow in place of the play button. */
export const VOICE_PLAY_BUTTON_MAX_BYTES = 512 * KB;

/** Width and height of a sticker in pixels. */
export const STICKER_PIXELS = 512;

/** The largest file that can be uploaded at all, in bytes. */
export const MAX_UPLOAD_BYTES = 100 * MB;

/**
 * Types and sizes of each kind (platform rules, media; Meta's "Supported media types"). Meta writes MB and KB; read as 1024 of
 * the next smaller unit, the laxer way.
 *
 * @publicApi
 */
export const MEDIA_RULES: Readonly<Record<MediaKind, MediaRule>> = {
  image: { mimeTypes: ['image/jpeg', 'image/png'], maxBytes: 5 * MB },
  audio: {
    mimeTypes: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'],
    maxBytes: 16 * MB,
  },
  voice: { mimeTypes: ['audio/ogg'], maxBytes: 16 * MB },
  video: { mimeTypes: ['video/mp4', 'video/3gpp'], maxBytes: 16 * MB },
  gif: { mimeTypes: ['video/mp4'], maxBytes: 3.5 * MB },
  document: {
    mimeTypes: [
      'text/plain',
      'application/pdf',
      'application/msword',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'application/vnd.ms-excel',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'application/vnd.ms-powerpoint',
      'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    ],
    maxBytes: MAX_UPLOAD_BYTES,
  },
  sticker: { mimeTypes: ['image/webp'], maxBytes: 500 * KB },
};

/** The kinds that a type may be sent as without being told; the first that takes it. */
const BY_DEFAULT = ['image', 'sticker', 'audio', 'video', 'document'] as const;

/** Returns the default kind of media for a type; `undefined` where WhatsApp takes no such file. */
export function kindOf(mimeType: string): MediaKind | undefined {
  return BY_DEFAULT.find((kind) => MEDIA_RULES[kind].mimeTypes.includes(mimeType));
}
