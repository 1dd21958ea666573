import { Check, exactlyOneOf, FreeData, hasEmoji, IsOneOf, IsText, Nested } from '../../rules/index.js';
import { ContentWithHeader } from './interactive-parts.js';

/**
 * The first screen of a flow and its data.
 *
 * @publicApi
 */
export class FlowActionPayload {
  /** @default the first entry screen */
  @IsText({ optional: true })
  screen?: string;

  /** Your own data for the screen: an object with at least one key, taken as it is. */
  @FreeData({
    optional: true,
    check: (data) =>
      Object.keys(data).length > 0
        ? undefined
        : 'must be an object with at least one key; leave it out where there is no data',
  })
  data?: Record<string, unknown>;
}

/**
 * The parameters of a Flow message: the flow, and how it opens.
 *
 * @publicApi
 */
export class FlowParameters {
  @IsOneOf(['3'])
  flow_message_version!: '3';

  /** Either `flow_id` or `flow_name`. */
  @IsText({ optional: true })
  @Check('isEitherIdOrName', exactlyOneOf('flow_id', 'flow_name'))
  flow_id?: string;

  /** Either `flow_id` or `flow_name`. */
  @IsText({ optional: true })
  flow_name?: string;

  /** The button's label, without emoji: at most 30 characters, better 20 (Flows pages differ); above 20 a warning is logged. */
  @IsText({ max: 30 })
  @Check('hasNoEmoji', (label) =>
    typeof label === 'string' && hasEmoji(label)
      ? 'must not hold an emoji: the button of a flow shows text only'
      : undefined,
  )
  flow_cta!: string;

  /** @default 'published' */
  @IsOneOf(['draft', 'published'], { optional: true })
  mode?: 'draft' | 'published';

  /** Comes back with the answer: set your own to know what it belongs to. @default 'unused' */
  @IsText({ min: 0, optional: true })
  flow_token?: string;

  /** @default 'navigate' */
  @IsOneOf(['navigate', 'data_exchange'], { optional: true })
  flow_action?: 'navigate' | 'data_exchange';

  /** With `navigate` only. */
  @Nested(() => FlowActionPayload, { optional: true })
  @Check('isForNavigate', (payload, { flow_action }) =>
    payload !== undefined && flow_action === 'data_exchange'
      ? 'is allowed with flow_action navigate only: with data_exchange your endpoint answers with the screen'
      : undefined,
  )
  flow_action_payload?: FlowActionPayload;
}

/**
 * The button that opens a flow.
 *
 * @publicApi
 */
export class FlowAction {
  @IsOneOf(['flow'])
  name!: 'flow';

  @Nested(() => FlowParameters)
  parameters!: FlowParameters;
}

/**
 * A message that opens a WhatsApp Flow.
 *
 * @publicApi
 */
export class FlowContent extends ContentWithHeader {
  @IsOneOf(['flow'])
  type!: 'flow';

  @Nested(() => FlowAction)
  action!: FlowAction;
}
