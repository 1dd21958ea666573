import type { ReadReceiptDto, WhatsAppMessagesService } from 'nestjs-whatsapp';
import type { ReceiptAnswerDto } from './dto/receipt-answer.dto.js';

/** Whether what was posted as a message is a read receipt: no message has a `status`. */
export function isReadReceipt<T>(body: T): body is T & ReadReceiptDto {
  return typeof body === 'object' && body !== null && 'status' in body;
}

/** Sends a receipt that was posted, and answers what Meta answers. */
export async function sendReadReceipt(
  messages: WhatsAppMessagesService,
  { message_id, typing_indicator }: ReadReceiptDto,
): Promise<ReceiptAnswerDto> {
  await messages.markAsRead(message_id, { typing: typing_indicator !== undefined });
  return { success: true };
}
