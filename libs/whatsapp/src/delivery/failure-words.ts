import { classifyGraphError } from '../errors/index.js';
import type { DeliveryError } from './records/delivery-record.js';

/** What is said of a message. */
export interface DeliveryWords {
  readonly what: string;
  readonly advice: string;
}

/** What Meta's error means; `failure` says what failed, e.g. "The message failed". */
export function failureWords(
  failure: string,
  { code, title, details }: Partial<DeliveryError> = {},
): DeliveryWords {
  if (code === undefined) {
    return { what: `${failure}, and Meta gave no reason.`, advice: 'Look at the status webhook.' };
  }
  const meaning = classifyGraphError({ code });
  const said = title !== undefined && !meaning.known ? ` (${title})` : '';
  return {
    what: `${failure} with ${code}: ${meaning.title}${said}.${details === undefined ? '' : ` Meta says: ${details}`}`,
    advice: meaning.advice,
  };
}
