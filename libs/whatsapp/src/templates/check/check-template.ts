import { isRecord, recordsIn } from '../../common/internal.js';
import { textOf, type JsonPart } from '../definition/message-template.js';
import type { MessageTemplate } from '../definition/message-template.js';
import { checkButtons } from './check-buttons.js';
import { checkHeader } from './check-header.js';
import { checkTexts } from './check-texts.js';
import { sentOfType, sentParts, type SentPart, type FilledTemplate } from '../definition/sent-template.js';
import type { TemplateIssue } from '../../errors/index.js';

/** Characters of a body: among other components, and alone (template parameters). */
const BODY_MAX_LENGTH = 1024;
const BODY_ALONE_MAX_LENGTH = 32_768;

/** Characters of a one-time code (authentication templates). */
const CODE_MAX_LENGTH = 15;

/** States in which a template cannot be sent, by the code that Meta refuses it with. Others, and those to come, are Meta's to judge. */
const REFUSED: Readonly<Record<string, { readonly code: TemplateIssue['code']; readonly message: string }>> =
  {
    PENDING: { code: 132001, message: 'is not approved yet' },
    REJECTED: { code: 132001, message: 'was rejected' },
    DELETED: { code: 132001, message: 'was deleted' },
    PENDING_DELETION: { code: 132001, message: 'is being deleted' },
    PAUSED: {
      code: 132015,
      message: 'is paused because of its quality: it is sent again when the pause ends',
    },
    DISABLED: { code: 132016, message: 'is disabled for good because of its quality: make a new one' },
  };

/** Holds a message against the approved template. */
export function checkTemplate(template: MessageTemplate, sent: FilledTemplate): TemplateIssue[] {
  const refused = REFUSED[template.status];
  if (refused) return [{ ...refused, path: 'template.name' }];
  return checkParts(template, template.components, sent.components, 'template.components');
}

function checkParts(
  template: MessageTemplate,
  defined: readonly JsonPart[],
  sent: readonly SentPart[],
  path: string,
): TemplateIssue[] {
  const body = definedOfType(defined, 'BODY');
  const maxLength = defined.length > 1 ? BODY_MAX_LENGTH : BODY_ALONE_MAX_LENGTH;
  return [
    ...checkHeader(definedOfType(defined, 'HEADER'), sentOfType(sent, 'header'), path),
    ...checkTexts({
      name: 'body',
      text: bodyText(template, body),
      sent: sentOfType(sent, 'body'),
      listPath: path,
      maxLength,
    }),
    ...checkOffer(definedOfType(defined, 'LIMITED_TIME_OFFER'), sentOfType(sent, 'limited_time_offer'), path),
    ...checkButtons(template.category, defined, sent, path),
    ...checkCode(template, sentOfType(sent, 'body')),
    ...checkCarousel(template, definedOfType(defined, 'CAROUSEL'), sentOfType(sent, 'carousel'), path),
  ];
}

/** The text of an authentication template is Meta's own, with the code as its one variable; not every answer spells it out. */
function bodyText({ category }: MessageTemplate, body: JsonPart | undefined): string {
  const own = textOf(body, 'text');
  if (own !== undefined) return own;
  return body !== undefined && category === 'AUTHENTICATION' ? '{{1}}' : '';
}

/** The code is all that stands in the body of an authentication template. */
function checkCode({ category }: MessageTemplate, body: SentPart | undefined): TemplateIssue[] {
  if (category !== 'AUTHENTICATION' || !body) return [];
  return sentParts(body.part['parameters'], `${body.path}.parameters`)
    .slice(0, 1)
    .map(({ part, path }) => ({ path, length: Array.from(textOf(part, 'text') ?? '').length }))
    .filter(({ length }) => length > CODE_MAX_LENGTH)
    .map(({ path, length }) => ({
      code: 132005,
      path,
      parameter: '1',
      message: `the one-time code has ${length} characters, at most ${CODE_MAX_LENGTH} are allowed`,
    }));
}

function checkOffer(
  defined: JsonPart | undefined,
  sent: SentPart | undefined,
  path: string,
): TemplateIssue[] {
  if (sent && !defined) {
    return [{ code: 132012, path: sent.path, message: 'the template has no limited-time offer' }];
  }
  const offer = defined?.['limited_time_offer'];
  if (sent || !isRecord(offer) || offer['has_expiration'] !== true) return [];
  return [
    {
      code: 131008,
      path,
      message: 'the component limited_time_offer is missing: it says when the offer ends',
    },
  ];
}

function checkCarousel(
  template: MessageTemplate,
  defined: JsonPart | undefined,
  sent: SentPart | undefined,
  path: string,
): TemplateIssue[] {
  if (!defined) {
    return sent ? [{ code: 132012, path: sent.path, message: 'the template has no carousel' }] : [];
  }
  const cards = recordsIn(defined['cards']);
  // A carousel whose cards are not told is Meta's to judge.
  if (cards.length === 0) return [];
  if (!sent) {
    return [
      { code: 132012, path, message: `the carousel is missing: the template has ${cards.length} cards` },
    ];
  }
  const sentCards = sentParts(sent.part['cards'], `${sent.path}.cards`);
  if (sentCards.length !== cards.length) {
    const message = `has ${sentCards.length} cards, but the template has ${cards.length}`;
    return [{ code: 132012, path: `${sent.path}.cards`, message }];
  }
  return cards.flatMap((card, index) => {
    const sentCard = sentCards.find(({ part }) => part['card_index'] === index);
    if (!sentCard)
      return [
        {
          code: 132012 as const,
          path: `${sent.path}.cards`,
          message: `there is no card with card_index ${index}`,
        },
      ];
    const cardPath = `${sentCard.path}.components`;
    return checkParts(
      template,
      recordsIn(card['components']),
      sentParts(sentCard.part['components'], cardPath),
      cardPath,
    );
  });
}

function definedOfType(components: readonly JsonPart[], type: string): JsonPart | undefined {
  return components.find((component) => textOf(component, 'type')?.toUpperCase() === type);
}
