import type { StagedMedia } from '../source/staged-media.js';

/**
 * Finds out what a file is by its content. Replace it through `forRoot({ providers })`.
 *
 * @publicApi
 */
export abstract class MediaTypeDetector {
  /** The media type, perhaps with parameters; `undefined` where the content has no mark that tells (as plain text has none). */
  abstract detect(file: StagedMedia): Promise<string | undefined>;
}
