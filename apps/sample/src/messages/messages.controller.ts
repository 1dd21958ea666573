import { Body, Controller, Post } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { WhatsAppMessagePipe, WhatsAppMessagesService, type WhatsAppMessage } from 'nestjs-whatsapp';
import { SentMessageDto } from './dto/sent-message.dto.js';
import { messageExamples } from './examples/index.js';

/** Sends a message of any type. */
@ApiTags('messages')
@Controller('messages')
export class MessagesController {
  constructor(private readonly messages: WhatsAppMessagesService) {}

  @Post()
  @ApiOperation({ summary: "Send a message: the body is Meta's message object, of any type" })
  @ApiBody({ schema: { type: 'object' }, examples: messageExamples })
  @ApiCreatedResponse({ type: SentMessageDto })
  async send(@Body(WhatsAppMessagePipe) message: WhatsAppMessage): Promise<SentMessageDto> {
    return SentMessageDto.from(await this.messages.send(message));
  }
}
