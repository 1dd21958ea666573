import {
  All,
  Body,
  Controller,
  HttpCode,
  HttpStatus,
  Logger,
  NotFoundException,
  Param,
  Post,
  Put,
  UseFilters,
} from '@nestjs/common';
import {
  ApiBody,
  ApiExcludeEndpoint,
  ApiExtraModels,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import { fromOnPremises, MessageValidator, WhatsAppMessagesService } from 'nestjs-whatsapp';
import { ReceiptAnswerDto } from '../messages/dto/receipt-answer.dto.js';
import { FIRST_MESSAGE_ID } from '../messages/examples/index.js';
import { isReadReceipt, sendReadReceipt } from '../messages/read-receipts.js';
import { OnPremisesAnswerDto } from './on-premises-answer.dto.js';
import { OnPremisesExceptionFilter } from './on-premises-exception.filter.js';

/** The addresses and the shapes of the On-Premises API, over the Cloud API. */
@ApiTags('migration')
@Controller('v1')
@UseFilters(OnPremisesExceptionFilter)
export class OnPremisesController {
  private readonly logger = new Logger('OnPremises');

  constructor(
    private readonly messages: WhatsAppMessagesService,
    private readonly validator: MessageValidator,
  ) {}

  @Post('messages')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'Send a message that is written for the On-Premises API' })
  @ApiBody({
    schema: { type: 'object', example: { to: '16505551234', preview_url: false, text: { body: 'Hello' } } },
  })
  @ApiExtraModels(OnPremisesAnswerDto, ReceiptAnswerDto)
  @ApiOkResponse({
    description: 'Meta has accepted the message, or the read receipt',
    schema: { oneOf: [OnPremisesAnswerDto, ReceiptAnswerDto].map((dto) => ({ $ref: getSchemaPath(dto) })) },
  })
  async send(@Body() payload: unknown): Promise<OnPremisesAnswerDto | ReceiptAnswerDto> {
    if (isReadReceipt(payload)) return this.markAsRead(payload);
    const { message, warnings } = fromOnPremises(payload);
    const result = await this.messages.send(message);
    for (const { code, path } of warnings) {
      this.logger.warn(`Message ${result.messageId} lost something: ${code} (${path})`);
    }
    return OnPremisesAnswerDto.from(result);
  }

  @Put('messages/:id')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'Mark a message as read, as the On-Premises API did it' })
  @ApiParam({ name: 'id', example: FIRST_MESSAGE_ID })
  @ApiBody({ schema: { type: 'object', example: { status: 'read' } } })
  @ApiOkResponse({ type: ReceiptAnswerDto })
  async markOneAsRead(@Param('id') messageId: string, @Body() body: object = {}): Promise<ReceiptAnswerDto> {
    return this.markAsRead({ ...body, message_id: messageId });
  }

  @All('contacts')
  @ApiExcludeEndpoint()
  noContacts(): never {
    throw new NotFoundException(
      'The Cloud API has no check of contacts: send the message, and a number that is not on WhatsApp is told by a webhook (131026)',
    );
  }

  @All('health')
  @ApiExcludeEndpoint()
  noHealth(): never {
    throw new NotFoundException(
      'The Cloud API has no client whose health could be asked: GET /health/whatsapp tells whether the number can send',
    );
  }

  private markAsRead(body: unknown): Promise<ReceiptAnswerDto> {
    return sendReadReceipt(this.messages, this.validator.validateReadReceipt(body));
  }
}
