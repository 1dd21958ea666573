import { Injectable, UseGuards } from '@nestjs/common';
import {
  ConsentKeywords,
  OnWhatsAppMessage,
  WaEvent,
  WaReply,
  type InboundMessageEvent,
  type ReplyComposer,
} from 'nestjs-whatsapp';
import { AnswerableGuard } from './answerable.guard.js';

/** Confirms an opt-out to who writes STOP or its like; the library has recorded it before. */
@Injectable()
@UseGuards(AnswerableGuard)
export class OptOutHandlers {
  constructor(private readonly keywords: ConsentKeywords) {}

  @OnWhatsAppMessage('text')
  async confirm(@WaEvent() event: InboundMessageEvent, @WaReply() reply: ReplyComposer): Promise<void> {
    if (this.keywords.matches(event)) await reply.text('You will get no more offers from us.');
  }
}
