import { Body, Controller, HttpStatus, Post, Res } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  WhatsAppMessagesService,
  type ReadReceiptDto,
  type WhatsAppMarketingMessage,
  type WhatsAppMessage,
} from 'nestjs-whatsapp';
import { ReceiptAnswerDto } from './dto/receipt-answer.dto.js';
import { SentMessageDto } from './dto/sent-message.dto.js';
import { marketingExamples, messageExamples } from './examples/index.js';
import { messageBodySchema } from './message-body.schema.js';
import { MessageOrReceiptPipe } from './message-or-receipt.pipe.js';
import { isReadReceipt, sendReadReceipt } from './read-receipts.js';

/** Sends a message of any type. */
@ApiTags('messages')
@Controller()
export class MessagesController {
  constructor(private readonly messages: WhatsAppMessagesService) {}

  @Post('messages')
  @ApiOperation({
    summary: "Send a message: the body is Meta's message object, of any type; or Meta's read receipt",
  })
  @ApiBody({ schema: messageBodySchema, examples: messageExamples })
  @ApiCreatedResponse({ type: SentMessageDto })
  @ApiOkResponse({ description: 'The read receipt was taken', type: ReceiptAnswerDto })
  async send(
    @Body(MessageOrReceiptPipe) body: WhatsAppMessage | ReadReceiptDto,
    @Res({ passthrough: true }) response: { status(code: number): unknown },
  ): Promise<SentMessageDto | ReceiptAnswerDto> {
    if (!isReadReceipt(body)) return SentMessageDto.from(await this.messages.send(body));
    response.status(HttpStatus.OK);
    return sendReadReceipt(this.messages, body);
  }

  @Post('marketing_messages')
  @ApiOperation({ summary: 'Send a marketing template through the Marketing Messages API' })
  @ApiBody({ schema: messageBodySchema, examples: marketingExamples })
  @ApiCreatedResponse({ type: SentMessageDto })
  async sendMarketing(@Body() message: WhatsAppMarketingMessage): Promise<SentMessageDto> {
    return SentMessageDto.from(await this.messages.sendMarketing(message));
  }
}
