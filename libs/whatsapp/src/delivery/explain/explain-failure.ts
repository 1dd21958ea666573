import { classifyGraphError } from '../../errors/index.js';
import type { DeliveryError } from '../records/delivery-record.js';

/** The text about a message. */
export interface ExplanationText {
  readonly what: string;
  readonly advice: string;
}

/** Explains Meta's error; `failure` says what failed, e.g. "The message failed". */
export function explainFailure(
  failure: string,
  { code, title, details }: Partial<DeliveryError> = {},
): ExplanationText {
  const meaning = code === undefined ? undefined : classifyGraphError({ code, words: details });
  const quotes = [title, details].filter((words) => words !== undefined && words !== meaning?.title);
  const quoted = quotes.length === 0 ? '' : ` Meta says: ${quotes.join(': ')}`;
  if (meaning === undefined) {
    const why = quoted === '' ? ', and Meta gave no reason.' : `, and Meta gave no code.${quoted}`;
    return { what: `${failure}${why}`, advice: 'Look at the status webhook.' };
  }
  return { what: `${failure} with ${code}: ${meaning.title}.${quoted}`, advice: meaning.advice };
}
