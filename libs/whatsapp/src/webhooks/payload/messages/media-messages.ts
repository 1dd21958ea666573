import type { InboundMessageBase } from './message-parts.js';

/** A file that a user sent. Meta keeps it for 7 days under its `id`. */
export interface InboundMedia {
  readonly id: string;
  readonly mime_type?: string;
  readonly sha256?: string;
  /** The address of the file for 5 minutes; it needs the access token. In payloads since November 2025, step by step. */
  readonly url?: string;
}

/** A file with a caption. */
export interface InboundCaptionedMedia extends InboundMedia {
  readonly caption?: string;
}

/** A picture. */
export interface InboundImageMessage extends InboundMessageBase {
  readonly type: 'image';
  readonly image: InboundCaptionedMedia;
}

/** A video. */
export interface InboundVideoMessage extends InboundMessageBase {
  readonly type: 'video';
  readonly video: InboundCaptionedMedia;
}

/** A sound file, or a voice message where `voice` is true. */
export interface InboundAudioMessage extends InboundMessageBase {
  readonly type: 'audio';
  readonly audio: InboundMedia & {
    /** Recorded in the app. */
    readonly voice?: boolean;
  };
}

/** A document. */
export interface InboundDocumentMessage extends InboundMessageBase {
  readonly type: 'document';
  readonly document: InboundCaptionedMedia & { readonly filename?: string };
}

/** A sticker. */
export interface InboundStickerMessage extends InboundMessageBase {
  readonly type: 'sticker';
  readonly sticker: InboundMedia & { readonly animated?: boolean };
}
