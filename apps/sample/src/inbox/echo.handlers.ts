import { Injectable, UseGuards } from '@nestjs/common';
import { ConsentKeywords, OnWhatsAppMessage, WaMessage, WaReply, type ReplyComposer } from 'nestjs-whatsapp';
import type { InboundTextMessage } from 'nestjs-whatsapp/payloads';
import { AnswerableGuard } from './answerable.guard.js';
import { isMenuWord } from './menu-words.js';

/** Answers a text with the same text, quoting it. */
@Injectable()
@UseGuards(AnswerableGuard)
export class EchoHandlers {
  constructor(private readonly keywords: ConsentKeywords) {}

  @OnWhatsAppMessage('text', { where: ({ message }) => !isMenuWord(message.text?.body) })
  async echo(
    @WaMessage('text') { body }: InboundTextMessage['text'],
    @WaReply() reply: ReplyComposer,
  ): Promise<void> {
    // Who opts out is answered by the OptOutHandlers.
    if (this.keywords.matches(body)) return;
    await reply.markAsRead({ typing: true });
    await reply.text(body);
  }
}
