import { recordsIn } from '../../../common/internal.js';
import {
  Check,
  CheckValue,
  FreeData,
  IsOneOf,
  IsText,
  Nested,
  NestedList,
  sameKeysOnce,
  type Choice,
} from '../../rules/index.js';
import { OrderDetailsParameters } from '../interactive/order-details.js';
import { ProductSection } from '../interactive/product-list.js';
import { atMostInTotal, titlesWhereSeveral } from '../interactive/sections.rules.js';
import {
  CouponCodeParameter,
  PayloadParameter,
  TextParameter,
  TtlMinutesParameter,
} from './template-parameters.js';

/**
 * The fields of every button of a template.
 *
 * @publicApi
 */
export abstract class TemplateButton {
  @IsOneOf(['button'])
  type!: 'button';

  /** The button's place among all buttons, counted from 0: 0 to 9, as a number or a string. */
  @CheckValue(
    'isButtonIndex',
    'the place of the button from 0 to 9, as a number or a string',
    (value) =>
      /^[0-9]$/.test(typeof value === 'number' ? `${value}` : typeof value === 'string' ? value : ''),
    {},
  )
  index!: number | string;
}

/**
 * A quick-reply button.
 *
 * @publicApi
 */
export class QuickReplyTemplateButton extends TemplateButton {
  // Samples of Meta write the sub-type in upper case too, and Meta takes both.
  @IsOneOf(['quick_reply', 'QUICK_REPLY'])
  sub_type!: 'quick_reply' | 'QUICK_REPLY';

  /** Without a payload the button's text comes back. */
  @NestedList(() => ({ by: 'type', kinds: { payload: PayloadParameter } }), {
    min: 0,
    max: 1,
    optional: true,
  })
  parameters?: readonly PayloadParameter[];
}

/**
 * A link button with a variable at the end of its URL.
 *
 * @publicApi
 */
export class UrlTemplateButton extends TemplateButton {
  @IsOneOf(['url', 'URL'])
  sub_type!: 'url' | 'URL';

  /** One text: what is put at the end, not the whole URL. */
  @NestedList(() => ({ by: 'type', kinds: { text: TextParameter } }), { max: 1 })
  parameters!: readonly TextParameter[];
}

/**
 * A button that copies a coupon's code.
 *
 * @publicApi
 */
export class CopyCodeTemplateButton extends TemplateButton {
  @IsOneOf(['copy_code', 'COPY_CODE'])
  sub_type!: 'copy_code' | 'COPY_CODE';

  @NestedList(() => ({ by: 'type', kinds: { coupon_code: CouponCodeParameter } }), { max: 1 })
  parameters!: readonly CouponCodeParameter[];
}

/**
 * The product whose picture is shown for the catalog.
 *
 * @publicApi
 */
export class CatalogButtonAction {
  @IsText({ optional: true })
  thumbnail_product_retailer_id?: string;
}

/**
 * The parameter of a catalog button.
 *
 * @publicApi
 */
export class CatalogActionParameter {
  @IsOneOf(['action'])
  type!: 'action';

  @Nested(() => CatalogButtonAction)
  action!: CatalogButtonAction;
}

/**
 * A button that opens the catalog.
 *
 * @publicApi
 */
export class CatalogTemplateButton extends TemplateButton {
  @IsOneOf(['catalog', 'CATALOG'])
  sub_type!: 'catalog' | 'CATALOG';

  @NestedList(() => ({ by: 'type', kinds: { action: CatalogActionParameter } }), {
    min: 0,
    max: 1,
    optional: true,
  })
  parameters?: readonly CatalogActionParameter[];
}

/**
 * The products of a multi-product button.
 *
 * @publicApi
 */
export class MultiProductButtonAction {
  @IsText({ optional: true })
  thumbnail_product_retailer_id?: string;

  /** 1 to 10 sections with at most 30 products in total. */
  @NestedList(() => ProductSection, { max: 10 })
  @Check('haveTitles', titlesWhereSeveral)
  @Check('haveFewProducts', (sections) => atMostInTotal(sections, 'product_items', 30))
  sections!: readonly ProductSection[];
}

/**
 * The parameter of a multi-product button.
 *
 * @publicApi
 */
export class MultiProductActionParameter {
  @IsOneOf(['action'])
  type!: 'action';

  @Nested(() => MultiProductButtonAction)
  action!: MultiProductButtonAction;
}

/**
 * A button that shows up to 30 products.
 *
 * @publicApi
 */
export class MultiProductTemplateButton extends TemplateButton {
  @IsOneOf(['mpm', 'MPM'])
  sub_type!: 'mpm' | 'MPM';

  @NestedList(() => ({ by: 'type', kinds: { action: MultiProductActionParameter } }), { max: 1 })
  parameters!: readonly MultiProductActionParameter[];
}

/**
 * The data that a flow receives.
 *
 * @publicApi
 */
export class FlowButtonAction {
  /** Comes back with the answer. @default 'unused' */
  @IsText({ min: 0, optional: true })
  flow_token?: string;

  /** Your own data for the first screen, taken as it is. */
  @FreeData({ optional: true })
  flow_action_data?: Record<string, unknown>;
}

/**
 * The parameter of a flow button.
 *
 * @publicApi
 */
export class FlowActionParameter {
  @IsOneOf(['action'])
  type!: 'action';

  @Nested(() => FlowButtonAction)
  action!: FlowButtonAction;
}

/**
 * A button that opens a flow.
 *
 * @publicApi
 */
export class FlowTemplateButton extends TemplateButton {
  @IsOneOf(['flow', 'FLOW'])
  sub_type!: 'flow' | 'FLOW';

  @NestedList(() => ({ by: 'type', kinds: { action: FlowActionParameter } }), {
    min: 0,
    max: 1,
    optional: true,
  })
  parameters?: readonly FlowActionParameter[];
}

/**
 * An order to pay.
 *
 * @publicApi
 */
export class OrderDetailsButtonAction {
  @Nested(() => OrderDetailsParameters)
  order_details!: OrderDetailsParameters;
}

/**
 * The parameter of an order-details button.
 *
 * @publicApi
 */
export class OrderDetailsActionParameter {
  @IsOneOf(['action'])
  type!: 'action';

  @Nested(() => OrderDetailsButtonAction)
  action!: OrderDetailsButtonAction;
}

/**
 * A button that opens an order; India and Brazil only.
 *
 * @publicApi
 */
export class OrderDetailsTemplateButton extends TemplateButton {
  @IsOneOf(['order_details', 'ORDER_DETAILS'])
  sub_type!: 'order_details' | 'ORDER_DETAILS';

  @NestedList(() => ({ by: 'type', kinds: { action: OrderDetailsActionParameter } }), { max: 1 })
  parameters!: readonly OrderDetailsActionParameter[];
}

/**
 * A button that calls the business.
 *
 * @publicApi
 */
export class VoiceCallTemplateButton extends TemplateButton {
  @IsOneOf(['voice_call', 'VOICE_CALL'])
  sub_type!: 'voice_call' | 'VOICE_CALL';

  @NestedList(
    () => ({ by: 'type', kinds: { ttl_minutes: TtlMinutesParameter, payload: PayloadParameter } }),
    {
      min: 0,
      max: 2,
      optional: true,
    },
  )
  @Check('areOnceEach', (parameters) =>
    sameKeysOnce(
      recordsIn(parameters).map(({ type }) => type),
      'type of parameter',
    ),
  )
  parameters?: readonly (TtlMinutesParameter | PayloadParameter)[];
}

/**
 * A button of a template, told apart by `sub_type`. Phone-number, product-view, contact-info and call-permission buttons take
 * nothing when sending and have no component.
 *
 * @publicApi
 */
export type ButtonComponent =
  | QuickReplyTemplateButton
  | UrlTemplateButton
  | CopyCodeTemplateButton
  | CatalogTemplateButton
  | MultiProductTemplateButton
  | FlowTemplateButton
  | OrderDetailsTemplateButton
  | VoiceCallTemplateButton;

/** The buttons by their `sub_type`. */
export const templateButtons: Choice = {
  by: 'sub_type',
  ignoreCase: true,
  kinds: {
    quick_reply: QuickReplyTemplateButton,
    url: UrlTemplateButton,
    copy_code: CopyCodeTemplateButton,
    catalog: CatalogTemplateButton,
    mpm: MultiProductTemplateButton,
    flow: FlowTemplateButton,
    order_details: OrderDetailsTemplateButton,
    voice_call: VoiceCallTemplateButton,
  },
};
