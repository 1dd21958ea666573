import type { InboundMessage } from '../payload/index.js';

/** Returns a user's words: the text, or the words on the button or row that was chosen. Nothing of it has been checked. */
export function wordsOf(message: InboundMessage): string[] {
  if (message.type === 'text') return textsIn(message.text, ['body']);
  if (message.type === 'button') return textsIn(message.button, ['text', 'payload']);
  if (message.type !== 'interactive') return [];
  const reply: Readonly<Record<string, unknown>> = { ...message.interactive };
  return [...textsIn(reply['button_reply'], ['title']), ...textsIn(reply['list_reply'], ['title'])];
}

/** The same for texts that a reader takes for the same: capitals, accents and what stands around them do not count. */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replace(/\s+/gu, ' ')
    .replace(/^[\s\p{P}\p{S}]+|[\s\p{P}\p{S}]+$/gu, '');
}

function textsIn(content: unknown, keys: readonly string[]): string[] {
  if (typeof content !== 'object' || content === null) return [];
  const parts: Readonly<Record<string, unknown>> = { ...content };
  return keys.map((key) => parts[key]).filter((text) => typeof text === 'string');
}
