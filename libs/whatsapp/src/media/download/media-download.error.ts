import { WhatsAppError } from '../../errors/index.js';

/** The reason why a download ended without the file. */
export type MediaDownloadFailure =
  'too-large' | 'truncated' | 'tampered' | 'interrupted' | 'timeout' | 'range';

const TEXTS: Readonly<Record<MediaDownloadFailure, string>> = {
  'too-large': 'it is larger than allowed',
  truncated: 'it has fewer bytes than Meta said',
  tampered: 'its bytes are not those that Meta has: the SHA-256 differs',
  interrupted: 'the connection broke',
  timeout: 'it took too long',
  range: 'the part that was asked for was not given',
};

const ADVICE: Readonly<Partial<Record<MediaDownloadFailure, string>>> = {
  'too-large': 'Raise `maxBytes`, or leave the file.',
  range: 'Ask for bytes that the file has, or for all of it.',
};

/**
 * A file could not be downloaded whole and unchanged. What was read of it until then must not be used.
 *
 * @publicApi
 */
export class MediaDownloadError extends WhatsAppError {
  readonly code = 'WHATSAPP_MEDIA_DOWNLOAD';

  constructor(
    readonly failure: MediaDownloadFailure,
    options: { cause?: unknown; detail?: string } = {},
  ) {
    const detail = options.detail === undefined ? '' : ` (${options.detail})`;
    super(`The media file could not be downloaded: ${TEXTS[failure]}${detail}`, {
      cause: options.cause,
      retryable: ADVICE[failure] === undefined,
      advice: ADVICE[failure] ?? 'Download it again.',
    });
  }
}
