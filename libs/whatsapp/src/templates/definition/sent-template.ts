import { isRecord, recordsIn } from '../../common/internal.js';
import { templateOf, type SentTemplate } from '../../messages/internal.js';
import { textOf, type JsonPart } from './message-template.js';

/** A component of a message, and where it stands in it. */
export interface SentPart {
  readonly path: string;
  readonly part: JsonPart;
}

/** The template that a message names, and what it puts in. */
export interface FilledTemplate extends SentTemplate {
  readonly components: readonly SentPart[];
}

/** Reads a message's template; `undefined` where a raw body names none, or no language. */
export function readFilledTemplate(message: object): FilledTemplate | undefined {
  const sent = templateOf(message);
  if (sent === undefined || sent.language === '') return undefined;
  const template: unknown = 'template' in message ? message.template : undefined;
  const components = isRecord(template) ? template['components'] : undefined;
  return { ...sent, components: sentParts(components, 'template.components') };
}

/** The objects of a list with their places. */
export function sentParts(list: unknown, path: string): readonly SentPart[] {
  return recordsIn(list).map((part, index) => ({ path: `${path}[${index}]`, part }));
}

/** The component of a type; messages write it in lower case. */
export function sentOfType(components: readonly SentPart[], type: string): SentPart | undefined {
  return components.find(({ part }) => textOf(part, 'type')?.toLowerCase() === type);
}
