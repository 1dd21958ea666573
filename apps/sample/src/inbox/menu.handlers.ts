import { Injectable, UseGuards } from '@nestjs/common';
import { OnWhatsAppMessage, WaMessage, WaReply, type ReplyComposer } from 'nestjs-whatsapp';
import type { ButtonReply, InboundButtonMessage, ListReply } from 'nestjs-whatsapp/payloads';
import { AnswerableGuard } from './answerable.guard.js';
import { isWord, menuWords } from './menu-words.js';

/** Shows buttons to who writes "menu" and a list to who writes "list", and answers what they press. */
@Injectable()
@UseGuards(AnswerableGuard)
export class MenuHandlers {
  @OnWhatsAppMessage('text', { where: ({ message }) => isWord(message.text?.body, menuWords.buttons) })
  async showButtons(@WaReply() reply: ReplyComposer): Promise<void> {
    await reply.buttons({
      body: { text: 'What can we do for you?' },
      action: {
        buttons: [
          { type: 'reply', reply: { id: 'hours', title: 'Opening hours' } },
          { type: 'reply', reply: { id: 'agent', title: 'Talk to us' } },
        ],
      },
    });
  }

  @OnWhatsAppMessage('text', { where: ({ message }) => isWord(message.text?.body, menuWords.list) })
  async showList(@WaReply() reply: ReplyComposer): Promise<void> {
    await reply.list({
      body: { text: 'Which shop is yours?' },
      action: {
        button: 'Shops',
        sections: [
          {
            title: 'Shops',
            rows: [
              { id: 'north', title: 'North', description: 'Harbour Street 1' },
              { id: 'south', title: 'South', description: 'Market Square 12' },
            ],
          },
        ],
      },
    });
  }

  @OnWhatsAppMessage('interactive', {
    where: ({ message }) => message.interactive?.type === 'button_reply',
  })
  async answerButton(
    @WaMessage('interactive') { button_reply: { title } }: ButtonReply,
    @WaReply() reply: ReplyComposer,
  ): Promise<void> {
    await answer(reply, `You pressed "${title}".`);
  }

  @OnWhatsAppMessage('interactive', {
    where: ({ message }) => message.interactive?.type === 'list_reply',
  })
  async answerChoice(
    @WaMessage('interactive') { list_reply: { title } }: ListReply,
    @WaReply() reply: ReplyComposer,
  ): Promise<void> {
    await answer(reply, `You chose "${title}".`);
  }

  /** Quick replies of templates are messages of a type of their own. */
  @OnWhatsAppMessage('button')
  async answerQuickReply(
    @WaMessage('button') { text = '' }: InboundButtonMessage['button'],
    @WaReply() reply: ReplyComposer,
  ): Promise<void> {
    await answer(reply, `You pressed "${text}".`);
  }
}

async function answer(reply: ReplyComposer, text: string): Promise<void> {
  await reply.markAsRead({ typing: true });
  await reply.text(text);
}
