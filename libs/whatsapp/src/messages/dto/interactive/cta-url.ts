import { IsHttpUrl, IsOneOf, IsText, Nested } from '../../rules/index.js';
import { ContentWithHeader } from './interactive-parts.js';

/**
 * The label of a link button and where it leads.
 *
 * @publicApi
 */
export class CtaUrlParameters {
  /** 1 to 20 characters. */
  @IsText({ max: 20 })
  display_text!: string;

  /** An http or https address. */
  @IsHttpUrl()
  url!: string;
}

/**
 * The link button.
 *
 * @publicApi
 */
export class CtaUrlAction {
  @IsOneOf(['cta_url'])
  name!: 'cta_url';

  @Nested(() => CtaUrlParameters)
  parameters!: CtaUrlParameters;
}

/**
 * A message with one button that opens a web page.
 *
 * @publicApi
 */
export class CtaUrlContent extends ContentWithHeader {
  @IsOneOf(['cta_url'])
  type!: 'cta_url';

  @Nested(() => CtaUrlAction)
  action!: CtaUrlAction;
}
