import { recordsIn } from '../../common/internal.js';
import { textOf, type JsonPart } from '../definition/message-template.js';
import { placeholdersOf } from '../definition/placeholders.js';
import { checkCharacters } from './check-texts.js';
import { sentParts, type SentPart } from '../definition/sent-template.js';
import type { TemplateIssue } from '../../errors/index.js';

/** The rule for a kind of button of a definition. */
interface ButtonRule {
  /** The `sub_type`s that fit; none where a message says nothing for it. */
  readonly subTypes: readonly string[];
  readonly needsParameter: boolean;
}

/** A button of the template; without a rule it is newer than the library. */
interface DefinedButton {
  readonly button: JsonPart;
  readonly rule: ButtonRule | undefined;
}

const NOTHING: ButtonRule = { subTypes: [], needsParameter: false };

/** Templates reference, buttons. */
const RULES: Readonly<Record<string, ButtonRule>> = {
  QUICK_REPLY: { subTypes: ['quick_reply'], needsParameter: false },
  OTP: { subTypes: ['url', 'copy_code'], needsParameter: true },
  COPY_CODE: { subTypes: ['copy_code'], needsParameter: true },
  CATALOG: { subTypes: ['catalog'], needsParameter: false },
  MPM: { subTypes: ['mpm'], needsParameter: true },
  FLOW: { subTypes: ['flow'], needsParameter: false },
  ORDER_DETAILS: { subTypes: ['order_details'], needsParameter: true },
  VOICE_CALL: { subTypes: ['voice_call'], needsParameter: false },
  PHONE_NUMBER: NOTHING,
  SPM: NOTHING,
  REQUEST_CONTACT_INFO: NOTHING,
};

/** The names of a one-time code's button: as it is created, as it is read, and by how the code gets into an app. */
const ONE_TIME_CODE: ReadonlySet<string> = new Set(['OTP', 'URL', 'COPY_CODE', 'ONE_TAP', 'ZERO_TAP']);

/**
 * Checks what a message says for the buttons of a template or a card.
 *
 * @param category the template's: the button of a one-time code is created as `OTP` and read as `URL`, whatever its address looks like
 */
export function checkButtons(
  category: string,
  components: readonly JsonPart[],
  sent: readonly SentPart[],
  listPath: string,
): TemplateIssue[] {
  const buttons = recordsIn(
    components.find((one) => textOf(one, 'type')?.toUpperCase() === 'BUTTONS')?.['buttons'],
  ).map((button) => ({ button, rule: ruleOf(category, button) }));
  const sentButtons = sent.filter(({ part }) => textOf(part, 'type')?.toLowerCase() === 'button');
  return [
    ...sentButtons.flatMap((button) => checkSent(button, buttons)),
    ...buttons.flatMap((defined, index) => checkDefined(defined, index, sentButtons, listPath)),
  ];
}

function checkSent({ part, path }: SentPart, buttons: readonly DefinedButton[]): TemplateIssue[] {
  const index = indexOf(part);
  const defined = buttons[index];
  if (defined === undefined) {
    const message = `there is no button ${index}: the template has ${buttons.length}, counted from 0`;
    return [{ code: 132012, path: `${path}.index`, message }];
  }
  const { button, rule } = defined;
  const subType = textOf(part, 'sub_type')?.toLowerCase() ?? '';
  if (rule === undefined || rule.subTypes.includes(subType)) {
    return sentParts(part['parameters'], `${path}.parameters`).flatMap(({ part: parameter, path: at }) =>
      checkCharacters(String(index), {
        path: at,
        text: textOf(parameter, 'text') ?? textOf(parameter, 'coupon_code') ?? '',
      }),
    );
  }
  const takes =
    rule.subTypes.length === 0 ? 'takes no component' : `takes sub_type ${rule.subTypes.join(' or ')}`;
  const message = `button ${index} is of the type ${textOf(button, 'type')}, which ${takes}, not ${subType}`;
  return [{ code: 132012, path: `${path}.sub_type`, message }];
}

function checkDefined(
  { button, rule }: DefinedButton,
  index: number,
  sent: readonly SentPart[],
  listPath: string,
): TemplateIssue[] {
  const component = sent.find(({ part }) => indexOf(part) === index);
  if (!rule?.needsParameter) return [];
  if (component && recordsIn(component.part['parameters']).length > 0) return [];
  const message = `button ${index} ("${textOf(button, 'text') ?? textOf(button, 'type')}") needs a component of the sub_type ${rule.subTypes[0]} with a parameter`;
  return [{ code: 131008, path: component?.path ?? listPath, parameter: String(index), message }];
}

/** Returns the rule for a button; `undefined` for a kind that is newer than the library. */
function ruleOf(category: string, button: JsonPart): ButtonRule | undefined {
  const type = textOf(button, 'type')?.toUpperCase() ?? '';
  if (category === 'AUTHENTICATION' && ONE_TIME_CODE.has(type)) return RULES['OTP'];
  if (type !== 'URL') return RULES[type];
  // An address without a variable is the same for everybody.
  const needsParameter = placeholdersOf(textOf(button, 'url') ?? '').length > 0;
  return needsParameter ? { subTypes: ['url'], needsParameter } : NOTHING;
}

function indexOf(part: JsonPart): number {
  return Number(part['index'] ?? 0);
}
