import { recordsAt, textAt } from '../common/is-record.js';
import { checkVariables } from './check-variables.js';
import { refusedTemplate } from './refused-template.js';
import type { TemplateCategory, TemplateDefinition } from './template-definition.js';
import { componentOf, FORBIDDEN_TEXT, placeholders, type Part } from './template-parts.js';

/** The figures that Meta's pages on templates give. */
const LIMITS = {
  header: 60,
  footer: 60,
  quickReplies: 10,
  urls: 2,
  phones: 1,
  codes: 1,
  cards: 10,
  offerBody: 600,
};
/** Words that a body needs for each variable beyond the first, so that it does not consist of them. */
const WORDS_A_VARIABLE = 2;
/** Allowed lifetimes in seconds, beside -1 for 30 days. */
const TTL_SECONDS: Readonly<Record<TemplateCategory, readonly [number, number]>> = {
  AUTHENTICATION: [30, 900],
  UTILITY: [30, 43_200],
  MARKETING: [43_200, 2_592_000],
};

/**
 * Holds a template's definition against what its schema cannot say.
 * @throws GraphApiError 100 with Meta's subcode
 */
export function checkTemplateDefinition(
  {
    category,
    parameterFormat,
    messageSendTtlSeconds: ttlSeconds,
    libraryTemplateName,
  }: Pick<
    TemplateDefinition,
    'category' | 'parameterFormat' | 'messageSendTtlSeconds' | 'libraryTemplateName'
  >,
  components: readonly Part[],
): void {
  const body = componentOf(components, 'body');
  if (!body) throw refusedTemplate(2388043, 'Components sub-field (BODY) is required.');
  checkBody(textAt(body, 'text') ?? '', category);
  const header = textAt(componentOf(components, 'header'), 'text') ?? '';
  if (header.length > LIMITS.header)
    throw refusedTemplate(2388040, `The header has more than ${LIMITS.header} characters.`);
  if (placeholders(header).length > 1) throw refusedTemplate(2388047, 'The header can have one variable.');
  const footer = textAt(componentOf(components, 'footer'), 'text') ?? '';
  if (footer.length > LIMITS.footer)
    throw refusedTemplate(2388040, `The footer has more than ${LIMITS.footer} characters.`);
  if (placeholders(footer).length > 0) throw refusedTemplate(2388073, 'The footer can have no variables.');
  checkButtons(recordsAt(componentOf(components, 'buttons'), 'buttons'));
  // Of codes and of its library, Meta writes the text and the examples itself.
  const own = category !== 'AUTHENTICATION' && libraryTemplateName === undefined;
  if (own) checkVariables(components, parameterFormat);
  if (ttlSeconds === undefined || ttlSeconds === -1) return;
  const [min, max] = TTL_SECONDS[category];
  if (ttlSeconds < min || ttlSeconds > max) {
    throw refusedTemplate(
      undefined,
      `message_send_ttl_seconds of ${category} must be -1 or from ${min} to ${max}.`,
    );
  }
}

function checkBody(text: string, category: TemplateCategory): void {
  if (category === 'AUTHENTICATION') return;
  if (text === '') throw refusedTemplate(2388072, 'The body needs a text.');
  if (/^\s*\{\{|\}\}[.!?]?\s*$/.test(text)) {
    throw refusedTemplate(2388299, 'Variables cannot be at the start or at the end of the template.');
  }
  const names = placeholders(text);
  const words = text.split(/\s+/).length - names.length;
  if (names.length > 1 && words < WORDS_A_VARIABLE * names.length) {
    throw refusedTemplate(2388293, 'This template has too many variables for its length.');
  }
  const numbers = names.filter((name) => /^\d+$/.test(name)).map(Number);
  if (numbers.some((number) => number < 1 || number > numbers.length)) {
    throw refusedTemplate(2388072, 'Variables must be numbered from 1 on without a gap.');
  }
}

function checkButtons(buttons: readonly Part[]): void {
  for (const button of buttons) {
    const text = textAt(button, 'text') ?? '';
    if (!FORBIDDEN_TEXT.test(text) && placeholders(text).length === 0) continue;
    throw refusedTemplate(
      undefined,
      "Buttons can't have any variables, newlines, tabs or more than 4 spaces in a row in their text.",
    );
  }
  const count = (type: string) => buttons.filter((button) => button['type'] === type).length;
  const tooMany =
    count('QUICK_REPLY') > LIMITS.quickReplies ||
    count('URL') > LIMITS.urls ||
    count('PHONE_NUMBER') > LIMITS.phones ||
    count('COPY_CODE') > LIMITS.codes;
  if (tooMany) {
    throw refusedTemplate(
      undefined,
      'There can be 10 quick replies, 2 addresses, 1 phone number and 1 coupon code.',
    );
  }
  const kinds = buttons.map((button) => button['type'] === 'QUICK_REPLY').join();
  if (/true,false.*,true|false,true.*,false/.test(kinds)) {
    throw refusedTemplate(undefined, 'Quick replies must stand together, before or after the other buttons.');
  }
}
