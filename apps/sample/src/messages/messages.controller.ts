import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import {
  ApiBody,
  ApiExtraModels,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
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

/** Sends a message of any type. It answers 200, as Meta does: nothing is created that has an address of its own. */
@ApiTags('messages')
@Controller()
export class MessagesController {
  constructor(private readonly messages: WhatsAppMessagesService) {}

  @Post('messages')
  @HttpCode(200)
  @ApiOperation({
    summary: "Send a message: the body is Meta's message object, of any type; or Meta's read receipt",
  })
  @ApiBody({ schema: messageBodySchema, examples: messageExamples })
  @ApiExtraModels(SentMessageDto, ReceiptAnswerDto)
  @ApiOkResponse({
    description: 'Meta has accepted the message, or the read receipt',
    schema: { oneOf: [SentMessageDto, ReceiptAnswerDto].map((dto) => ({ $ref: getSchemaPath(dto) })) },
  })
  async send(
    @Body(MessageOrReceiptPipe) body: WhatsAppMessage | ReadReceiptDto,
  ): Promise<SentMessageDto | ReceiptAnswerDto> {
    return isReadReceipt(body)
      ? sendReadReceipt(this.messages, body)
      : SentMessageDto.from(await this.messages.send(body));
  }

  @Post('marketing_messages')
  @HttpCode(200)
  @ApiOperation({ summary: 'Send a marketing template through the Marketing Messages API' })
  @ApiBody({ schema: messageBodySchema, examples: marketingExamples })
  @ApiOkResponse({ type: SentMessageDto })
  async sendMarketing(@Body() message: WhatsAppMarketingMessage): Promise<SentMessageDto> {
    return SentMessageDto.from(await this.messages.sendMarketing(message));
  }
}
