import { type InboundMessageEvent } from '../webhooks/index.js';
import { foldText, wordsOf } from '../webhooks/internal.js';
import type { AnswerOf, WaitOptions } from './wait-options.js';

/** Messages that are no answer by themselves: they count only where their type is asked for. */
const noAnswers: ReadonlySet<string> = new Set(['system', 'request_welcome', 'reaction', 'edit', 'revoke']);

/** Returns `true` when a message is the reply that a wait asks for. */
export function isAnswer<Type extends string>(
  event: InboundMessageEvent,
  { type, where }: Pick<WaitOptions<Type>, 'type' | 'where'>,
): event is AnswerOf<Type> {
  return isOfType<Type>(event, type) && (where === undefined || where(event));
}

/** Returns `true` when a message says one of these words and nothing else. */
export function saysOneOf(words: readonly string[], { message }: InboundMessageEvent): boolean {
  const texts = new Set(wordsOf(message).map(foldText));
  return words.some((word) => texts.has(foldText(word)));
}

function isOfType<Type extends string>(
  event: InboundMessageEvent,
  type: Type | readonly Type[] | undefined,
): event is AnswerOf<Type> {
  const { message } = event;
  if (type === undefined) return !noAnswers.has(message.type);
  const wanted: readonly string[] = typeof type === 'string' ? [type] : type;
  const reply = message.type === 'interactive' ? message.interactive?.type : undefined;
  return wanted.includes(message.type) || (reply !== undefined && wanted.includes(reply));
}
