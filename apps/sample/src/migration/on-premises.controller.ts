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
  Res,
  UseFilters,
} from '@nestjs/common';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiExcludeEndpoint,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
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
  @ApiOperation({ summary: 'Send a message that is written for the On-Premises API' })
  @ApiBody({
    schema: { type: 'object', example: { to: '16505551234', preview_url: false, text: { body: 'Hello' } } },
  })
  @ApiCreatedResponse({ type: OnPremisesAnswerDto })
  @ApiOkResponse({ description: 'It was a read receipt', type: ReceiptAnswerDto })
  async send(
    @Body() payload: unknown,
    @Res({ passthrough: true }) response: { status(code: number): unknown },
  ): Promise<OnPremisesAnswerDto | ReceiptAnswerDto> {
    if (isReadReceipt(payload)) {
      response.status(HttpStatus.OK);
      return this.markAsRead(payload);
    }
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
