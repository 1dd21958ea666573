import { Injectable, type PipeTransform } from '@nestjs/common';
import {
  MessageValidator,
  WhatsAppMessagePipe,
  type ReadReceiptDto,
  type WhatsAppMessage,
} from 'nestjs-whatsapp';
import { isReadReceipt } from './read-receipts.js';

/** Checks what is posted as a message: Meta takes messages and read receipts at one address. */
@Injectable()
export class MessageOrReceiptPipe implements PipeTransform<unknown, WhatsAppMessage | ReadReceiptDto> {
  constructor(
    private readonly messages: WhatsAppMessagePipe,
    private readonly validator: MessageValidator,
  ) {}

  transform(body: unknown): WhatsAppMessage | ReadReceiptDto {
    return isReadReceipt(body) ? this.validator.validateReadReceipt(body) : this.messages.transform(body);
  }
}
