import { FreeData, IsHttpUrl, IsOneOf, IsText, Nested, type Choice } from '../../rules/index.js';

/**
 * A payment gateway (India). What a gateway wants besides is taken as it is.
 *
 * @publicApi
 */
export class PaymentGatewaySetting {
  @IsOneOf(['payment_gateway'])
  type!: 'payment_gateway';

  @FreeData({
    check: ({ type, configuration_name: configuration }) =>
      typeof type === 'string' && typeof configuration === 'string'
        ? undefined
        : 'must be an object with the strings `type` and `configuration_name`',
  })
  payment_gateway!: { type: string; configuration_name: string; [detail: string]: unknown };
}

/**
 * The target of a payment link.
 *
 * @publicApi
 */
export class PaymentLink {
  @IsHttpUrl()
  uri!: string;
}

/**
 * A payment link.
 *
 * @publicApi
 */
export class PaymentLinkSetting {
  @IsOneOf(['payment_link'])
  type!: 'payment_link';

  @Nested(() => PaymentLink)
  payment_link!: PaymentLink;
}

/**
 * A UPI intent: `upi://pay?…`, whose `tr` is the order's reference id.
 *
 * @publicApi
 */
export class UpiIntentLink {
  @IsText()
  link!: string;
}

/**
 * Payment by UPI intent (India).
 *
 * @publicApi
 */
export class UpiIntentLinkSetting {
  @IsOneOf(['upi_intent_link'])
  type!: 'upi_intent_link';

  @Nested(() => UpiIntentLink)
  upi_intent_link!: UpiIntentLink;
}

/**
 * A Pix code and the key it was made for.
 *
 * @publicApi
 */
export class PixDynamicCode {
  @IsText()
  code!: string;

  @IsText()
  merchant_name!: string;

  @IsText()
  key!: string;

  @IsText()
  key_type!: string;
}

/**
 * Payment by Pix (Brazil).
 *
 * @publicApi
 */
export class PixDynamicCodeSetting {
  @IsOneOf(['pix_dynamic_code'])
  type!: 'pix_dynamic_code';

  @Nested(() => PixDynamicCode)
  pix_dynamic_code!: PixDynamicCode;
}

/**
 * A boleto's line of digits.
 *
 * @publicApi
 */
export class Boleto {
  @IsText()
  digitable_line!: string;
}

/**
 * Payment by boleto (Brazil).
 *
 * @publicApi
 */
export class BoletoSetting {
  @IsOneOf(['boleto'])
  type!: 'boleto';

  @Nested(() => Boleto)
  boleto!: Boleto;
}

/**
 * A stored card.
 *
 * @publicApi
 */
export class OffsiteCardPay {
  @IsText({ pattern: /^\d{4}$/, expected: 'a string of four digits' })
  last_four_digits!: string;

  @IsText()
  credential_id!: string;
}

/**
 * Payment by a stored card (Brazil, limited access).
 *
 * @publicApi
 */
export class OffsiteCardPaySetting {
  @IsOneOf(['offsite_card_pay'])
  type!: 'offsite_card_pay';

  @Nested(() => OffsiteCardPay)
  offsite_card_pay!: OffsiteCardPay;
}

/**
 * One way to pay.
 *
 * @publicApi
 */
export type PaymentSetting =
  | PaymentGatewaySetting
  | PaymentLinkSetting
  | UpiIntentLinkSetting
  | PixDynamicCodeSetting
  | BoletoSetting
  | OffsiteCardPaySetting;

/** The ways to pay by their `type`. */
export const paymentSettings: Choice = {
  by: 'type',
  kinds: {
    payment_gateway: PaymentGatewaySetting,
    payment_link: PaymentLinkSetting,
    upi_intent_link: UpiIntentLinkSetting,
    pix_dynamic_code: PixDynamicCodeSetting,
    boleto: BoletoSetting,
    offsite_card_pay: OffsiteCardPaySetting,
  },
};
