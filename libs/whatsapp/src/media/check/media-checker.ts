import { extname } from 'node:path';
import { Injectable } from '@nestjs/common';
import { imageSize } from 'image-size';
import { describeBytes } from '../source/media-digest.js';
import type { StagedMedia } from '../source/staged-media.js';
import { isAnimatedWebp, isText, opusChannels, pngColors } from './file-headers.js';
import {
  kindOf,
  MEDIA_RULES,
  STICKER_PIXELS,
  STILL_STICKER_MAX_BYTES,
  type MediaKind,
} from '../rules/media-kinds.js';
import { mediaRefused } from '../rules/media-refused.js';
import { MediaTypeDetector } from './media-type-detector.js';

/** The caller's description of a file. */
export interface MediaClaim {
  /** The kind of media to send it as. @default by its type */
  readonly kind?: MediaKind;
  /** Its media type. The content must bear it out. @default by its content */
  readonly mimeType?: string;
  /** The file name. It is needed only for old Office files and plain text, whose contents look alike. */
  readonly filename?: string;
}

/** A file that was checked. */
export interface CheckedMedia {
  readonly kind: MediaKind;
  /** The media type without parameters. */
  readonly mimeType: string;
}

/** Names that are in use for one type; on the right, Meta's. */
const ALIASES: Readonly<Record<string, string>> = {
  'image/jpg': 'image/jpeg',
  'image/apng': 'image/png',
  'audio/x-m4a': 'audio/mp4',
  'audio/m4a': 'audio/mp4',
  'audio/mp3': 'audio/mpeg',
  'audio/opus': 'audio/ogg',
  'video/3gp': 'video/3gpp',
};

/** Files of the old Office programs are all of one container; the name, or the caller, says which. */
const OLD_OFFICE = 'application/x-cfb';
const OLD_OFFICE_TYPES: Readonly<Record<string, string>> = {
  '.doc': 'application/msword',
  '.xls': 'application/vnd.ms-excel',
  '.ppt': 'application/vnd.ms-powerpoint',
};

/** Checks files against {@link MEDIA_RULES} before anything of them is sent. */
@Injectable()
export class MediaChecker {
  constructor(private readonly detector: MediaTypeDetector) {}

  /** @throws WhatsAppMediaError that says what would be accepted */
  async check(file: StagedMedia, claim: MediaClaim): Promise<CheckedMedia> {
    if (file.size === 0) throw mediaRefused('empty', 'is empty: it has no bytes');
    const found = await this.typeOf(file, claim);
    const kind = claim.kind ?? kindOf(found);
    if (kind === undefined) throw mediaRefused('type', `is ${found}; ${accepted()}`);
    // One container for both: only a closer look would tell a video from a sound file.
    const mimeType = isAudio(kind) && found === 'video/mp4' ? 'audio/mp4' : found;
    const { mimeTypes, maxBytes } = MEDIA_RULES[kind];
    if (!mimeTypes.includes(mimeType)) {
      throw mediaRefused('type', `is ${mimeType}; as ${kind} WhatsApp takes ${mimeTypes.join(', ')}`);
    }
    checkSize(file, kind, maxBytes);
    if (mimeType === 'audio/ogg') checkOpus(file);
    if (kind === 'sticker') checkSticker(file);
    if (mimeType === 'image/png') checkColors(file);
    return { kind, mimeType };
  }

  private async typeOf(
    file: StagedMedia,
    { mimeType, filename = file.filename }: MediaClaim,
  ): Promise<string> {
    const claimed = mimeType === undefined ? undefined : bare(mimeType);
    const detected = await this.detector.detect(file);
    const found = detected === undefined ? textType(file, claimed) : bare(detected);
    if (found === OLD_OFFICE) {
      const byName = OLD_OFFICE_TYPES[extname(filename ?? '').toLowerCase()];
      const type = claimed ?? byName;
      if (type !== undefined && Object.values(OLD_OFFICE_TYPES).includes(type)) return type;
      throw mediaRefused(
        'type',
        'is a file of an old Office program; say which with `mimeType`, or with a `filename` that ends in .doc, .xls or .ppt',
      );
    }
    if (found === undefined) {
      throw mediaRefused('type', `has no content that is known; ${accepted()}`);
    }
    const isOneContainer = claimed === 'audio/mp4' && found === 'video/mp4';
    if (claimed !== undefined && claimed !== found && !isOneContainer) {
      throw mediaRefused('type', `is said to be ${claimed}, but its content is ${found}`);
    }
    return isOneContainer ? claimed : found;
  }
}

function isAudio(kind: MediaKind): boolean {
  return kind === 'audio' || kind === 'voice';
}

/** Plain text bears no mark; text in another encoding than UTF-8 is believed to be what the caller says. */
function textType({ head }: StagedMedia, claimed: string | undefined): string | undefined {
  return isText(head) || (claimed === 'text/plain' && !head.includes(0)) ? 'text/plain' : undefined;
}

function checkSize({ size }: StagedMedia, kind: MediaKind, maxBytes: number): void {
  if (size <= maxBytes) return;
  throw mediaRefused(
    'size',
    `has ${describeBytes(size)}; as ${kind} WhatsApp takes at most ${describeBytes(maxBytes)}`,
  );
}

function checkOpus({ head }: StagedMedia): void {
  const channels = opusChannels(head);
  if (channels === undefined) {
    throw mediaRefused('type', 'is OGG with another codec; WhatsApp takes OGG with OPUS only');
  }
  if (channels !== 1) {
    throw mediaRefused('channels', `has ${channels} channels; WhatsApp takes OGG/OPUS with one (mono) only`);
  }
}

function checkSticker({ head, size }: StagedMedia): void {
  const { width, height } = pixelsOf(head);
  if (width !== STICKER_PIXELS || height !== STICKER_PIXELS) {
    throw mediaRefused(
      'pixels',
      `has ${width}×${height} pixels; a sticker has ${STICKER_PIXELS}×${STICKER_PIXELS}`,
    );
  }
  if (size > STILL_STICKER_MAX_BYTES && !isAnimatedWebp(head)) {
    throw mediaRefused(
      'size',
      `has ${describeBytes(size)}; a sticker that is not animated has at most ${describeBytes(STILL_STICKER_MAX_BYTES)}`,
    );
  }
}

function pixelsOf(head: Buffer): { readonly width: number; readonly height: number } {
  try {
    return imageSize(head);
  } catch (cause) {
    throw mediaRefused('pixels', 'is no picture whose size can be read', { cause });
  }
}

function checkColors({ head }: StagedMedia): void {
  const { bits, isRgb } = pngColors(head);
  if (bits !== 8 || !isRgb) {
    throw mediaRefused(
      'color',
      'is a PNG with a palette, in grey, or with other than 8 bits a channel; WhatsApp takes 8-bit RGB or RGBA',
    );
  }
}

function bare(mimeType: string): string {
  const type = (mimeType.split(';', 1)[0] ?? '').trim().toLowerCase();
  return ALIASES[type] ?? type;
}

function accepted(): string {
  const types = [...new Set(Object.values(MEDIA_RULES).flatMap(({ mimeTypes }) => mimeTypes))];
  return `WhatsApp takes ${types.join(', ')}`;
}
