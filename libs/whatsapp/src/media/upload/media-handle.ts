import type { MediaKind } from '../rules/media-kinds.js';

/** The kind of a file that Meta is to give a handle for. */
export type MediaHandleKind = Extract<MediaKind, 'image' | 'video' | 'gif' | 'document'>;

/** Options of an upload for a handle. */
export interface MediaHandleOptions {
  /** The kind of the sample. @default by its type */
  readonly kind?: MediaHandleKind;
  /** Its media type. The content must bear it out. @default by its content */
  readonly mimeType?: string;
  readonly filename?: string;
  readonly signal?: AbortSignal;
}

/**
 * A file that Meta has, named by a handle and not by an id.
 *
 * @publicApi
 */
export interface MediaHandle {
  /** The handle, for `example.header_handle` of a template, or `profile_picture_handle` of the business profile; messages do not take it. */
  readonly handle: string;
  readonly kind: MediaHandleKind;
  readonly mimeType: string;
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** The types that the resumable upload takes (Graph API, application uploads). */
export const HANDLE_MIME_TYPES: readonly string[] = [
  'image/jpeg',
  'image/png',
  'video/mp4',
  'application/pdf',
];
