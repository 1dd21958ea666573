import { Inject, Injectable } from '@nestjs/common';
import { WHATSAPP_RESOLVED_OPTIONS, type ResolvedWhatsAppOptions } from '../config/internal.js';
import { type InboundMessageEvent } from '../webhooks/index.js';
import { foldText, wordsOf } from '../webhooks/internal.js';
import { stopWords } from './stop-words.js';

/**
 * Recognises the words by which users ask to be left alone. Only a message that says one of them and nothing else counts;
 * capitals, accents and punctuation around it do not.
 *
 * @publicApi
 */
@Injectable()
export class ConsentKeywords {
  /** Whether such a message revokes the consent by itself: the option `consent.keywords`. */
  readonly revokeByThemselves: boolean;
  readonly #words: ReadonlySet<string>;

  constructor(@Inject(WHATSAPP_RESOLVED_OPTIONS) { consent }: Pick<ResolvedWhatsAppOptions, 'consent'>) {
    const { keywords } = consent;
    this.revokeByThemselves = keywords !== false;
    this.#words = new Set((typeof keywords === 'boolean' ? stopWords : keywords).map(foldText));
  }

  /** Returns `true` when a message, or a text, is one of the words: yours where the options list any, else those that are built in. */
  matches(message: InboundMessageEvent | string): boolean {
    const texts = typeof message === 'string' ? [message] : wordsOf(message.message);
    return texts.some((text) => this.#words.has(foldText(text)));
  }
}
