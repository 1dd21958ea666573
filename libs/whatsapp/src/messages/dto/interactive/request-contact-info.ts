import { IsOneOf, Nested } from '../../rules/index.js';
import { ContentWithHeader } from './interactive-parts.js';

/**
 * The button that shares the user's phone number; Meta fixes its label.
 *
 * @publicApi
 */
export class RequestContactInfoAction {
  @IsOneOf(['request_contact_info'])
  name!: 'request_contact_info';
}

/**
 * A message that asks a user without a visible phone number to share it.
 *
 * @publicApi
 */
export class RequestContactInfoContent extends ContentWithHeader {
  @IsOneOf(['request_contact_info'])
  type!: 'request_contact_info';

  @Nested(() => RequestContactInfoAction)
  action!: RequestContactInfoAction;
}
