import { recordsAt, textAt } from '../common/is-record.js';
import { GraphApiError } from '../errors/graph-api.error.js';
import { checkCharacters } from './check-characters.js';
import type { TemplateDefinition } from './template-definition.js';
import {
  componentOf,
  definedButtons,
  fillIn,
  parameterText,
  placeholders,
  sentButton,
  type Part,
} from './template-parts.js';

const HEADER_MAX = 60;
const BODY_MAX = 1024;
const BODY_ALONE_MAX = 32_768;

/** The `sub_type` that a send names for each kind of button that takes parameters. */
const SUB_TYPES: Readonly<Record<string, readonly string[]>> = {
  QUICK_REPLY: ['quick_reply'],
  URL: ['url'],
  OTP: ['url', 'copy_code'],
  COPY_CODE: ['copy_code'],
  CATALOG: ['catalog'],
  MPM: ['mpm'],
  FLOW: ['flow'],
  ORDER_DETAILS: ['order_details'],
  VOICE_CALL: ['voice_call'],
};

/**
 * Holds the components of a send against the template.
 * @param version the Graph version of the call
 * @throws GraphApiError 132000, 132005, 132007, 132012, 132018 or 131008
 */
export function checkTemplateSend(
  template: TemplateDefinition,
  sent: readonly Part[],
  version: number,
): void {
  const named = template.parameterFormat === 'NAMED';
  checkPart(template.components, sent, named);
  checkCarousel(template, sent, named);
  checkCharacters(sent, version);
}

function checkCarousel(template: TemplateDefinition, sent: readonly Part[], named: boolean): void {
  const carousel = componentOf(template.components, 'carousel');
  const sentCarousel = componentOf(sent, 'carousel');
  if (!carousel) {
    if (sentCarousel) throw mismatch('carousel', 'the template has no carousel');
    return;
  }
  const [cards, sentCards] = [recordsAt(carousel, 'cards'), recordsAt(sentCarousel, 'cards')];
  if (cards.length !== sentCards.length) {
    throw mismatch('carousel', `the template has ${cards.length} cards, ${sentCards.length} were sent`);
  }
  for (const [index, card] of cards.entries()) {
    const sentCard = sentCards.find((one) => one['card_index'] === index);
    checkPart(recordsAt(card, 'components'), recordsAt(sentCard, 'components'), named);
  }
}

function checkPart(components: readonly Part[], sent: readonly Part[], named: boolean): void {
  checkHeader(componentOf(components, 'header'), componentOf(sent, 'header'), named);
  checkBody(componentOf(components, 'body'), componentOf(sent, 'body'), named, components.length > 1);
  checkOffer(componentOf(components, 'limited_time_offer'), componentOf(sent, 'limited_time_offer'));
  checkButtons(definedButtons(components), sent);
}

function checkHeader(header: Part | undefined, sent: Part | undefined, named: boolean): void {
  const parameters = recordsAt(sent, 'parameters');
  const format = textAt(header, 'format') ?? 'TEXT';
  if (format === 'TEXT') {
    const text = textAt(header, 'text') ?? '';
    checkTexts('header', text, parameters, named);
    checkLength('header', fillIn(text, parameters), HEADER_MAX);
    return;
  }
  const expected = format.toLowerCase();
  const found = textAt(parameters[0], 'type');
  if (found !== expected) {
    throw mismatch(
      'header',
      `Format mismatch, expected ${format}, received ${found?.toUpperCase() ?? 'UNKNOWN'}`,
    );
  }
}

function checkBody(
  body: Part | undefined,
  sent: Part | undefined,
  named: boolean,
  amongOthers: boolean,
): void {
  const parameters = recordsAt(sent, 'parameters');
  // An authentication template's text is Meta's own, with the code as its one variable.
  const text = body ? (textAt(body, 'text') ?? '{{1}}') : '';
  checkTexts('body', text, parameters, named);
  checkLength('body', fillIn(text, parameters), amongOthers ? BODY_MAX : BODY_ALONE_MAX);
}

function checkTexts(part: string, text: string, parameters: readonly Part[], named: boolean): void {
  const expected = placeholders(text);
  if (expected.length !== parameters.length) {
    throw new GraphApiError({
      code: 132000,
      details: `${part}: number of localizable_params (${parameters.length}) does not match the expected number of params (${expected.length})`,
    });
  }
  if (named) {
    const missing = expected.find((name) => !parameters.some((one) => one['parameter_name'] === name));
    if (missing !== undefined) {
      throw mismatch(part, `the template's parameters have names, and "${missing}" is missing`);
    }
  }
  for (const [index, parameter] of parameters.entries()) {
    if (parameterText(parameter) !== undefined) continue;
    throw mismatch(part, `parameter ${index + 1} must be text`);
  }
}

function checkLength(part: string, text: string, max: number): void {
  if (text.length <= max) return;
  throw new GraphApiError({
    code: 132005,
    details: `${part}: translated text too long: ${text.length} characters, at most ${max}`,
  });
}

function checkOffer(offer: Part | undefined, sent: Part | undefined): void {
  if (sent && !offer) throw mismatch('limited_time_offer', 'the template has none');
  const details = offer?.['limited_time_offer'];
  const expires =
    typeof details === 'object' && details !== null && Reflect.get(details, 'has_expiration') === true;
  if (expires && !sent) throw parameterMissing('limited_time_offer');
}

function checkButtons(buttons: readonly Part[], sent: readonly Part[]): void {
  for (const component of sent) {
    if (textAt(component, 'type')?.toLowerCase() !== 'button') continue;
    const index = Number(component['index'] ?? 0);
    const type = textAt(buttons[index], 'type') ?? '';
    const subType = textAt(component, 'sub_type')?.toLowerCase() ?? '';
    if (SUB_TYPES[type]?.includes(subType)) continue;
    throw mismatch('button', `the template has no ${subType} button at index ${index}`);
  }
  for (const [index, button] of buttons.entries()) {
    const type = textAt(button, 'type') ?? '';
    const [parameter] = recordsAt(sentButton(sent, index), 'parameters');
    const needed =
      type === 'OTP' ||
      type === 'COPY_CODE' ||
      type === 'MPM' ||
      type === 'ORDER_DETAILS' ||
      (type === 'URL' && placeholders(textAt(button, 'url') ?? '').length > 0);
    if (needed && !parameter) throw parameterMissing(`button at index ${index} of type ${type}`);
    if (type === 'URL' && !needed && parameter) {
      throw mismatch('button', `the address of the button at index ${index} has no variable`);
    }
  }
}

function mismatch(part: string, what: string): GraphApiError {
  return new GraphApiError({ code: 132012, details: `${part}: ${what}` });
}

function parameterMissing(part: string): GraphApiError {
  return new GraphApiError({ code: 131008, details: `components: ${part} requires a parameter` });
}
