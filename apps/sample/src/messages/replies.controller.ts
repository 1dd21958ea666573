import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import {
  WhatsAppMessagePipe,
  WhatsAppMessagesService,
  WhatsAppRepliesService,
  type WhatsAppMessage,
  type MessageRecipient,
} from 'nestjs-whatsapp';
import { ReactionDto } from './dto/reaction.dto.js';
import { ReadDto } from './dto/read.dto.js';
import { ReceiptAnswerDto } from './dto/receipt-answer.dto.js';
import { SentMessageDto } from './dto/sent-message.dto.js';
import { messageBodySchema } from './message-body.schema.js';
import { SentReplyDto } from './dto/sent-reply.dto.js';
import { FIRST_MESSAGE_ID, replyExamples } from './examples/index.js';

/** Answers one message of a chat: quotes it, reacts to it, marks it as read. */
@ApiTags('replies')
@ApiParam({
  name: 'id',
  description: 'The id of the message, `wamid.…`',
  example: FIRST_MESSAGE_ID,
})
@Controller('messages/:id')
export class RepliesController {
  constructor(
    private readonly replies: WhatsAppRepliesService,
    private readonly messages: WhatsAppMessagesService,
  ) {}

  @Post('replies')
  @HttpCode(200)
  @ApiOperation({
    summary: "Answer with a message that quotes this one: the body is Meta's message object, of any type",
  })
  @ApiBody({ schema: messageBodySchema, examples: replyExamples })
  @ApiOkResponse({ type: SentReplyDto })
  async reply(
    @Param('id') messageId: string,
    @Body(WhatsAppMessagePipe) message: WhatsAppMessage,
  ): Promise<SentReplyDto> {
    const reply = this.replies.to({ messageId, to: addresseeOf(message) });
    return SentReplyDto.fromReply(await reply.send(message));
  }

  @Post('reactions')
  @HttpCode(200)
  @ApiOperation({ summary: 'Put an emoji on this message, or take it away' })
  @ApiOkResponse({ type: SentMessageDto })
  async react(@Param('id') messageId: string, @Body() { to, emoji }: ReactionDto): Promise<SentMessageDto> {
    const reply = this.replies.to({ messageId, to });
    return SentMessageDto.from(await (emoji === '' ? reply.unreact() : reply.react(emoji)));
  }

  @Post('read')
  @HttpCode(200)
  @ApiOperation({ summary: 'Mark this message as read, and show "typing…" if you like' })
  @ApiOkResponse({ type: ReceiptAnswerDto })
  async markAsRead(@Param('id') messageId: string, @Body() { typing }: ReadDto): Promise<ReceiptAnswerDto> {
    await this.messages.markAsRead(messageId, { typing });
    return { success: true };
  }
}

/** Returns the recipient of a message; where it names both a number and a user id the number wins, as it does at Meta. */
function addresseeOf({ recipient_type, to, recipient }: WhatsAppMessage): MessageRecipient {
  if (recipient_type === 'group') return { group: to ?? '' };
  return to === undefined ? { recipient: recipient ?? '' } : { to };
}
