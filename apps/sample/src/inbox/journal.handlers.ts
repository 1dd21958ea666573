import { Injectable, Logger } from '@nestjs/common';
import {
  OnWhatsAppEvent,
  OnWhatsAppMessage,
  OnWhatsAppStatus,
  WaEvent,
  WaMessage,
  WaStatus,
} from 'nestjs-whatsapp';
import type { InboundMessage, MessageStatus } from 'nestjs-whatsapp/payloads';

const maxLength = 200;

/** Prints one line for every status, every message, and whatever else Meta sends. */
@Injectable()
export class JournalHandlers {
  private readonly logger = new Logger('Inbox');

  @OnWhatsAppMessage()
  message(@WaMessage() message: InboundMessage): void {
    const sender = lastDigits(message.from || message.from_user_id);
    const text = message.type === 'text' ? ` "${oneLine(message.text?.body)}"` : '';
    this.logger.log(
      `Received ${oneLine(message.type)}${text}: from ${sender}, message ${oneLine(message.id)}`,
    );
  }

  @OnWhatsAppStatus()
  status(@WaStatus() { id, status, recipient_id, recipient_user_id, errors }: MessageStatus): void {
    const recipient = lastDigits(recipient_id || recipient_user_id);
    const line = `Status ${oneLine(status)}: to ${recipient}, message ${oneLine(id)}`;
    const error = errors?.[0];
    if (error) this.logger.warn(`${line} (${oneLine(`${error.code} ${error.title}`)})`);
    else this.logger.log(line);
  }

  @OnWhatsAppEvent(({ kind }) => kind !== 'message' && kind !== 'status')
  other(@WaEvent('kind') kind: string, @WaEvent('field') field: string): void {
    this.logger.log(`Event ${kind} of ${oneLine(field)}`);
  }
}

/** Text from outside as one short line: no line breaks or control characters that could forge another log line. */
function oneLine(text: unknown): string {
  // What a webhook holds is typed, but nobody has checked it.
  if (typeof text !== 'string') return '(none)';
  const line = text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  if (line === '') return '(none)';
  return line.length > maxLength ? `${line.slice(0, maxLength)}…` : line;
}

/** A phone number or user id of which only the end is shown. */
function lastDigits(id: unknown): string {
  return typeof id === 'string' && id !== '' ? `…${oneLine(id.slice(-4))}` : '(unknown)';
}
