import type {
  BodyComponent,
  BodyParameter,
  ButtonComponent,
  HeaderComponent,
  TemplateCardComponent,
  TemplateComponent,
  TemplateContent,
} from '../../messages/index.js';
import type {
  TemplateButtonValue,
  TemplateCardValues,
  TemplateHeaderValue,
  TemplateText,
  TemplateTexts,
  TemplateValues,
} from './template-values.js';

/**
 * Fills values into a template: Meta's `template` object for `sendTemplate`. What it makes is
 * checked as every message is; Meta's own object may be written by hand just as well.
 *
 * @example
 * ```ts
 * fillTemplate('order_update', 'en_US', { body: ['Ana', 'Monday'], buttons: [{ url: 't/42' }] });
 * fillTemplate('login_code', 'en_US', { code: '481516' });
 * ```
 * @publicApi
 */
export function fillTemplate(name: string, language: string, values: TemplateValues = {}): TemplateContent {
  const components = componentsOf(values);
  return { name, language: { code: language }, ...(components.length > 0 && { components }) };
}

function componentsOf({ cards, offerEndsAt, code, ...values }: TemplateValues): TemplateComponent[] {
  const components: TemplateComponent[] =
    code === undefined
      ? cardComponents(values)
      : cardComponents({ body: [code], buttons: [{ url: code }], ...values });
  if (offerEndsAt) {
    const parameter = {
      type: 'limited_time_offer' as const,
      limited_time_offer: { expiration_time_ms: offerEndsAt.getTime() },
    };
    components.push({ type: 'limited_time_offer', parameters: [parameter] });
  }
  if (cards) {
    const filled = cards.map((card, index) => ({ card_index: index, components: cardComponents(card) }));
    components.push({ type: 'carousel', cards: filled });
  }
  return components;
}

function cardComponents({ header, body, buttons = [] }: TemplateCardValues): TemplateCardComponent[] {
  return [
    ...(header && !isEmpty(header) ? [headerOf(header)] : []),
    ...(body && textsOf(body).length > 0 ? [bodyOf(body)] : []),
    ...buttons.map((button, index) => buttonOf(button, index)),
  ];
}

/** A header whose text has no variables is not named in a message. */
function isEmpty(header: TemplateHeaderValue): boolean {
  return 'texts' in header && textsOf(header.texts).length === 0;
}

function headerOf(value: TemplateHeaderValue): HeaderComponent {
  if ('texts' in value) {
    const parameters = textsOf(value.texts).map(({ name, text }) => ({
      type: 'text' as const,
      text: typeof text === 'object' ? text.fallback_value : String(text),
      ...name,
    }));
    return { type: 'header', parameters };
  }
  if ('image' in value) return { type: 'header', parameters: [{ type: 'image', image: value.image }] };
  if ('video' in value) return { type: 'header', parameters: [{ type: 'video', video: value.video }] };
  if ('gif' in value) return { type: 'header', parameters: [{ type: 'gif', gif: value.gif }] };
  if ('document' in value)
    return { type: 'header', parameters: [{ type: 'document', document: value.document }] };
  if ('location' in value)
    return { type: 'header', parameters: [{ type: 'location', location: value.location }] };
  return { type: 'header', parameters: [{ type: 'product', product: value.product }] };
}

function bodyOf(texts: TemplateTexts): BodyComponent {
  return { type: 'body', parameters: textsOf(texts).map(({ name, text }) => bodyParameter(text, name)) };
}

function bodyParameter(text: TemplateText, name: ParameterName): BodyParameter {
  if (typeof text !== 'object') return { type: 'text', text: String(text), ...name };
  return 'amount_1000' in text
    ? { type: 'currency', currency: text, ...name }
    : { type: 'date_time', date_time: text, ...name };
}

/** The name of a parameter: only variables that have names are given theirs. */
interface ParameterName {
  readonly parameter_name?: string;
}

function textsOf(texts: TemplateTexts): { readonly text: TemplateText; readonly name: ParameterName }[] {
  if (isList(texts)) return texts.map((text) => ({ text, name: {} }));
  return Object.entries(texts).map(([name, text]) => ({ text, name: { parameter_name: name } }));
}

function isList(texts: TemplateTexts): texts is readonly TemplateText[] {
  return Array.isArray(texts);
}

function buttonOf(value: TemplateButtonValue, place: number): ButtonComponent {
  const index = String(value.index ?? place);
  const button = { type: 'button' as const, index };
  if ('quickReply' in value) {
    return {
      ...button,
      sub_type: 'quick_reply',
      parameters: [{ type: 'payload', payload: value.quickReply }],
    };
  }
  if ('url' in value) {
    return { ...button, sub_type: 'url', parameters: [{ type: 'text', text: value.url }] };
  }
  if ('couponCode' in value) {
    return {
      ...button,
      sub_type: 'copy_code',
      parameters: [{ type: 'coupon_code', coupon_code: value.couponCode }],
    };
  }
  if ('catalog' in value) {
    return { ...button, sub_type: 'catalog', parameters: [{ type: 'action', action: value.catalog }] };
  }
  if ('products' in value) {
    return { ...button, sub_type: 'mpm', parameters: [{ type: 'action', action: value.products }] };
  }
  if ('flow' in value) {
    return { ...button, sub_type: 'flow', parameters: [{ type: 'action', action: value.flow }] };
  }
  if ('orderDetails' in value) {
    const action = { order_details: value.orderDetails };
    return { ...button, sub_type: 'order_details', parameters: [{ type: 'action', action }] };
  }
  const { ttlMinutes, payload } = value.voiceCall;
  return {
    ...button,
    sub_type: 'voice_call',
    parameters: [
      ...(ttlMinutes === undefined ? [] : [{ type: 'ttl_minutes' as const, ttl_minutes: ttlMinutes }]),
      ...(payload === undefined ? [] : [{ type: 'payload' as const, payload }]),
    ],
  };
}
