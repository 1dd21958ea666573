import { contradictingType } from './file-names.js';
import { canBe } from './file-signatures.js';
import { webpHeader } from './webp-header.js';

/** A kind of media message, or `gif` of a template's header. */
export type MediaKind = 'image' | 'audio' | 'video' | 'document' | 'sticker' | 'gif';

const MB = 1024 * 1024;

/** The most of a sticker that stands still, in bytes. */
const STATIC_STICKER_BYTES = 100 * 1024;
/** The size of a sticker, in pixels. */
const STICKER_SIDE = 512;

/** Meta's types and sizes in bytes, "Supported media types"; that of a sticker is for one that is animated. */
const FORMATS: Readonly<Record<MediaKind, { readonly types: readonly string[]; readonly maxBytes: number }>> =
  {
    image: { types: ['image/jpeg', 'image/png'], maxBytes: 5 * MB },
    audio: {
      types: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'],
      maxBytes: 16 * MB,
    },
    video: { types: ['video/mp4', 'video/3gpp', 'video/3gp'], maxBytes: 16 * MB },
    document: {
      types: [
        'text/plain',
        'application/pdf',
        'application/msword',
        'application/vnd.ms-excel',
        'application/vnd.ms-powerpoint',
        'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
        'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        'application/vnd.openxmlformats-officedocument.presentationml.presentation',
      ],
      maxBytes: 100 * MB,
    },
    sticker: { types: ['image/webp'], maxBytes: 500 * 1024 },
    gif: { types: ['video/mp4'], maxBytes: 3.5 * MB },
  };

const UPLOADED_KINDS = ['image', 'audio', 'video', 'document', 'sticker'] as const;

/** All types that may be uploaded. */
export const UPLOAD_TYPES: readonly string[] = UPLOADED_KINDS.flatMap((kind) => FORMATS[kind].types);

/** `audio/ogg; codecs=opus` without what follows the type. */
export function bareType(mimeType: string): string {
  return (mimeType.split(';', 1)[0] ?? '').trim().toLowerCase();
}

/** Checks a file for this kind of message: its type, its size, and its content; `undefined`: nothing is wrong. */
export function mediaFormatProblem(kind: MediaKind, mimeType: string, bytes: Buffer): string | undefined {
  const type = bareType(mimeType);
  const problem = typeProblem(kind, type, bytes.length);
  if (problem !== undefined) return problem;
  if (!canBe(type, bytes)) return `The ${kind} is no file of type ${type}: it begins otherwise.`;
  return kind === 'sticker' ? stickerProblem(bytes) : undefined;
}

function stickerProblem(bytes: Buffer): string | undefined {
  const header = webpHeader(bytes);
  if (!header) return 'The sticker is no file of type image/webp: its head cannot be read.';
  const { width, height, animated } = header;
  if (width !== STICKER_SIDE || height !== STICKER_SIDE) {
    return `The sticker has ${width} x ${height} pixels, it must have ${STICKER_SIDE} x ${STICKER_SIDE}.`;
  }
  if (animated || bytes.length <= STATIC_STICKER_BYTES) return undefined;
  return `The sticker is too large: ${bytes.length} bytes, at most ${STATIC_STICKER_BYTES} where it is not animated.`;
}

function typeProblem(kind: MediaKind, type: string, size: number): string | undefined {
  const { types, maxBytes } = FORMATS[kind];
  if (!types.includes(type)) {
    return `Unsupported ${kind} mime type ${type}. Please use one of ${types.join(', ')}.`;
  }
  return size > maxBytes ? `The ${kind} is too large: ${size} bytes, at most ${maxBytes}.` : undefined;
}

/** Checks an upload: its type, its name, its size, each type with the limit of its kind. Its content is checked when it is sent. */
export function uploadProblem(mimeType: string, size: number, name: string): string | undefined {
  const type = bareType(mimeType);
  const kind = UPLOADED_KINDS.find((one) => FORMATS[one].types.includes(type));
  const received = kind ? contradictingType(name, type) : type;
  if (!kind || received !== undefined) {
    return `Param file must be a file with one of the following types: ${UPLOAD_TYPES.join(', ')}. Received file of type '${received}'.`;
  }
  return typeProblem(kind, type, size);
}
