import { WhatsAppValidationError } from '../errors/index.js';
import { splitText, type MessageContent } from '../messages/index.js';
import type { RunningSequence } from './running-sequence.js';
import type { SequenceStep } from './sequence-record.js';

/**
 * Messages for one recipient that must arrive in order; made by `WhatsAppSequencesService.sequence`.
 *
 * @publicApi
 */
export class MessageSequence {
  readonly #steps: SequenceStep[] = [];

  constructor(private readonly begin: (steps: readonly SequenceStep[]) => Promise<RunningSequence>) {}

  /**
   * A message: a text of any length, whose parts of at most 4096 characters are one step, or any content in Meta's shape without
   * its address.
   */
  add(message: string | MessageContent): this {
    const contents = typeof message === 'string' ? textsOf(message) : [structuredClone(message)];
    this.#steps.push({ parts: contents.map((content) => ({ content, state: 'waiting' })) });
    return this;
  }

  /**
   * Sends the first message, and each other when the one before is delivered.
   *
   * @throws WhatsAppValidationError where an option or one of the messages breaks a rule (with paths such as
   *   `messages[3].text.body`), or there is no message; nothing was sent
   * @throws UnknownAccountError where there is no such account; nothing was sent
   * @throws SendRefusedError where the store has no room for another sequence; nothing was sent
   */
  async start(): Promise<RunningSequence> {
    if (this.#steps.length === 0) {
      throw new WhatsAppValidationError([{ path: 'messages', message: 'must hold at least one message' }]);
    }
    return this.begin([...this.#steps]);
  }
}

/** White space alone shows nothing, so it is refused like an empty text. */
function textsOf(text: string): MessageContent[] {
  const bodies = text.trim() === '' ? [''] : splitText(text);
  return bodies.map((body) => ({ type: 'text', text: { body } }));
}
