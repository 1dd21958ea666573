import { recordsAt, textAt } from '../common/is-record.js';
import { GraphApiError } from '../errors/graph-api.error.js';
import { FORBIDDEN_TEXT, parameterText, type Part } from './template-parts.js';

/** The first Graph version in which they have a code of their own. */
const OWN_CODE_SINCE = 23;

/**
 * Looks for characters that no parameter of a header, a body or a button may have, on the cards of a carousel too.
 * @throws GraphApiError 132018, before version 23 132007
 */
export function checkCharacters(sent: readonly Part[], version: number): void {
  for (const component of sent) {
    for (const card of recordsAt(component, 'cards')) checkCharacters(recordsAt(card, 'components'), version);
    const part = textAt(component, 'type')?.toLowerCase() ?? '';
    if (part !== 'header' && part !== 'body' && part !== 'button') continue;
    for (const [index, parameter] of recordsAt(component, 'parameters').entries()) {
      const text = parameterText(parameter) ?? textAt(parameter, 'coupon_code') ?? '';
      if (!FORBIDDEN_TEXT.test(text)) continue;
      throw new GraphApiError({
        code: version >= OWN_CODE_SINCE ? 132018 : 132007,
        details: `${part}: parameter ${index + 1} cannot have new-line or tab characters or more than 4 consecutive spaces`,
      });
    }
  }
}
