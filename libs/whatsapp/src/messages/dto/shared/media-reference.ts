import { Check, exactlyOneOf, IsHttpUrl, IsMetaId } from '../../rules/index.js';

/**
 * A media file: either one that was uploaded, or one that Meta fetches.
 *
 * @publicApi
 */
export abstract class MediaReference {
  /** The id of an uploaded file (valid for 30 days). Either `id` or `link`. */
  @IsMetaId({ optional: true })
  @Check('isEitherIdOrLink', exactlyOneOf('id', 'link'))
  id?: string;

  /** A public http or https address; Meta keeps what it fetched for 10 minutes. Either `id` or `link`. */
  @IsHttpUrl({ optional: true })
  link?: string;
}
