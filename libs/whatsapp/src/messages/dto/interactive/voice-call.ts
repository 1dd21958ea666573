import { IsOneOf, IsText, IsWholeNumber, Nested } from '../../rules/index.js';
import { ContentWithHeader } from './interactive-parts.js';

/**
 * The call button's label and how long it works.
 *
 * @publicApi
 */
export class VoiceCallParameters {
  /** 1 to 20 characters. @default 'Call Now' */
  @IsText({ max: 20, optional: true })
  display_text?: string;

  /** Minutes that the button works: 1 to 43200. @default 10080 */
  @IsWholeNumber({ min: 1, max: 43200, unit: 'minutes', optional: true })
  ttl_minutes?: number;

  /** Comes back in the call's webhook; at most 512 characters. */
  @IsText({ max: 512, optional: true })
  payload?: string;
}

/**
 * The call button.
 *
 * @publicApi
 */
export class VoiceCallAction {
  @IsOneOf(['voice_call'])
  name!: 'voice_call';

  @Nested(() => VoiceCallParameters, { optional: true })
  parameters?: VoiceCallParameters;
}

/**
 * A message with a button that calls the business.
 *
 * @publicApi
 */
export class VoiceCallContent extends ContentWithHeader {
  @IsOneOf(['voice_call'])
  type!: 'voice_call';

  @Nested(() => VoiceCallAction)
  action!: VoiceCallAction;
}
