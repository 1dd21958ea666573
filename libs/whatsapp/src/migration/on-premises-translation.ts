import type { WhatsAppMessage } from '../messages/index.js';

/** The code of a note: something was written differently without a loss. */
export type TranslationNoteCode =
  | 'address-completed'
  | 'type-added'
  | 'preview-url-moved'
  | 'hsm-to-template'
  | 'namespace-dropped'
  | 'language-policy-dropped'
  | 'field-renamed'
  | 'media-id-kept';

/** The code of a warning: the Cloud API has no equivalent (On-Premises migration, what cannot be translated). */
export type TranslationWarningCode =
  'ttl-dropped' | 'provider-dropped' | 'language-fallback-dropped' | 'media-id-suspect';

/** A note: the Cloud API writes this differently; nothing is lost. */
export interface TranslationNote {
  readonly code: TranslationNoteCode;
  /** The path in the old body. */
  readonly path: string;
  readonly message: string;
}

/** A warning: the old body asked for this and the Cloud API cannot do it. The message can be sent all the same. */
export interface TranslationWarning {
  readonly code: TranslationWarningCode;
  /** The path in the old body. */
  readonly path: string;
  /** The loss, and what to do instead. */
  readonly message: string;
}

/**
 * A body of the On-Premises API as a message of the Cloud API.
 *
 * @publicApi
 */
export interface OnPremisesTranslation {
  /** Not validated yet: `send` does that, and reports what is wrong by the paths of this message. */
  readonly message: WhatsAppMessage;
  /** The notes on what is written differently; that `messaging_product` is added goes without saying. */
  readonly notes: readonly TranslationNote[];
  /** The warnings of what is lost. */
  readonly warnings: readonly TranslationWarning[];
}
