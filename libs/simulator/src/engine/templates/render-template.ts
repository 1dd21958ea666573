import { recordsAt, textAt } from '../common/is-record.js';
import type { RenderedButton, RenderedHeader, RenderedTemplate } from './rendered-template.js';
import type { TemplateDefinition } from './template-definition.js';
import { componentOf, definedButtons, fillIn, sentButton, type Part } from './template-parts.js';

const BUTTON_KINDS: Readonly<Record<string, RenderedButton['kind']>> = {
  QUICK_REPLY: 'reply',
  URL: 'url',
  OTP: 'copy_code',
  PHONE_NUMBER: 'phone_number',
  COPY_CODE: 'copy_code',
  FLOW: 'flow',
  CATALOG: 'catalog',
  MPM: 'catalog',
  SPM: 'catalog',
  VOICE_CALL: 'call',
};

/** Shows a template that was sent with these components as the phone does. */
export function renderTemplate(template: TemplateDefinition, sent: readonly Part[]): RenderedTemplate {
  const { components } = template;
  const footer = footerText(componentOf(components, 'footer'));
  const cards = recordsAt(componentOf(components, 'carousel'), 'cards');
  const sentCards = recordsAt(componentOf(sent, 'carousel'), 'cards');
  return {
    name: template.name,
    language: template.language,
    category: template.category,
    ...shown(components, sent),
    ...(footer === undefined ? {} : { footer }),
    buttons: buttons(components, sent),
    cards: cards.map((card, index) => {
      const sentCard = sentCards.find((one) => one['card_index'] === index);
      const [defined, given] = [recordsAt(card, 'components'), recordsAt(sentCard, 'components')];
      return { ...shown(defined, given), buttons: buttons(defined, given) };
    }),
  };
}

function shown(
  components: readonly Part[],
  sent: readonly Part[],
): { header?: RenderedHeader; body?: string } {
  const header = componentOf(components, 'header');
  const body = componentOf(components, 'body');
  return {
    ...(header ? { header: renderHeader(header, componentOf(sent, 'header')) } : {}),
    ...(body ? { body: renderBody(body, componentOf(sent, 'body')) } : {}),
  };
}

function renderHeader(header: Part, sent: Part | undefined): RenderedHeader {
  const format = textAt(header, 'format') ?? 'TEXT';
  const parameters = recordsAt(sent, 'parameters');
  if (format === 'TEXT') return { format, text: fillIn(textAt(header, 'text') ?? '', parameters) };
  const [parameter] = parameters;
  return { format, ...(parameter ? { parameter: parameter[format.toLowerCase()] } : {}) };
}

function renderBody(body: Part, sent: Part | undefined): string {
  const parameters = recordsAt(sent, 'parameters');
  const text = textAt(body, 'text') ?? '*{{1}}* is your verification code.';
  const advice = body['add_security_recommendation'] === true ? ' For your security, do not share it.' : '';
  return fillIn(text, parameters) + advice;
}

function footerText(footer: Part | undefined): string | undefined {
  if (!footer) return undefined;
  const minutes = footer['code_expiration_minutes'];
  return typeof minutes === 'number' ? `Expires in ${minutes} minutes.` : textAt(footer, 'text');
}

function buttons(components: readonly Part[], sent: readonly Part[]): RenderedButton[] {
  return definedButtons(components).map((button, index) => {
    const type = textAt(button, 'type') ?? '';
    const kind = BUTTON_KINDS[type] ?? 'other';
    const [parameter] = recordsAt(sentButton(sent, index), 'parameters');
    const text = textAt(button, 'text') ?? (type === 'OTP' ? 'Copy code' : type.replaceAll('_', ' '));
    const url = textAt(button, 'url');
    const code = textAt(parameter, 'coupon_code') ?? (type === 'OTP' ? textAt(parameter, 'text') : undefined);
    return {
      kind,
      text,
      index,
      ...(url === undefined ? {} : { url: fillIn(url, parameter ? [parameter] : []) }),
      ...(code === undefined ? {} : { code }),
      ...(kind === 'reply' ? { payload: textAt(parameter, 'payload') ?? text } : {}),
    };
  });
}
