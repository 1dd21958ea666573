import { Body, Controller, Logger, Post, UseFilters } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { fromOnPremises, WhatsAppMessagesService } from 'nestjs-whatsapp';
import { OnPremisesAnswerDto } from './on-premises-answer.dto.js';
import { OnPremisesExceptionFilter } from './on-premises-exception.filter.js';

/** The address and the shapes of the On-Premises API, over the Cloud API. */
@ApiTags('migration')
@Controller('v1/messages')
@UseFilters(OnPremisesExceptionFilter)
export class OnPremisesController {
  private readonly logger = new Logger('OnPremises');

  constructor(private readonly messages: WhatsAppMessagesService) {}

  @Post()
  @ApiOperation({ summary: 'Send a message that is written for the On-Premises API' })
  @ApiBody({
    schema: { type: 'object', example: { to: '16505551234', preview_url: false, text: { body: 'Hello' } } },
  })
  @ApiCreatedResponse({ type: OnPremisesAnswerDto })
  async send(@Body() payload: unknown): Promise<OnPremisesAnswerDto> {
    const { message, warnings } = fromOnPremises(payload);
    const result = await this.messages.send(message);
    for (const { code, path } of warnings) {
      this.logger.warn(`Message ${result.messageId} lost something: ${code} (${path})`);
    }
    return OnPremisesAnswerDto.from(result);
  }
}
