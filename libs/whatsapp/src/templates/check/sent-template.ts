import { isPart, partsOf, textOf, type JsonPart } from '../definition/json-part.js';

/** A component of a message, and where it stands in it. */
export interface SentPart {
  readonly path: string;
  readonly part: JsonPart;
}

/** The template that a message names, and what it puts in. */
export interface SentTemplate {
  readonly name: string;
  readonly language: string;
  readonly components: readonly SentPart[];
}

/** Reads a message's template; `undefined` where a raw body holds none that can be read. */
export function readSentTemplate(message: object): SentTemplate | undefined {
  const template: unknown = 'template' in message ? message.template : undefined;
  if (!isPart(template)) return undefined;
  const language = isPart(template['language']) ? textOf(template['language'], 'code') : undefined;
  const name = textOf(template, 'name');
  if (name === undefined || language === undefined) return undefined;
  return { name, language, components: sentParts(template['components'], 'template.components') };
}

/** The objects of a list with their places. */
export function sentParts(list: unknown, path: string): readonly SentPart[] {
  return partsOf(list).map((part, index) => ({ path: `${path}[${index}]`, part }));
}

/** The component of a type; messages write it in lower case. */
export function sentOfType(components: readonly SentPart[], type: string): SentPart | undefined {
  return components.find(({ part }) => textOf(part, 'type')?.toLowerCase() === type);
}
