import { Controller, Get, NotFoundException, Param } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { WhatsAppDeliveryService } from 'nestjs-whatsapp';
import { MessageHistoryDto } from './dto/message-history.dto.js';

/** Tells what became of a message. */
@ApiTags('notifications')
@Controller('messages')
export class MessageHistoryController {
  constructor(private readonly deliveries: WhatsAppDeliveryService) {}

  @Get(':id')
  @ApiOperation({ summary: 'What became of a message that this app sent, and why it is where it is' })
  @ApiOkResponse({ type: MessageHistoryDto })
  @ApiNotFoundResponse({ description: 'This app never sent it' })
  async history(@Param('id') messageId: string): Promise<MessageHistoryDto> {
    const timeline = await this.deliveries.timeline(messageId);
    const explanation = await this.deliveries.explain(messageId);
    if (!timeline || !explanation) throw new NotFoundException('This app sent no message with this id');
    return MessageHistoryDto.of(messageId, explanation, timeline);
  }
}
