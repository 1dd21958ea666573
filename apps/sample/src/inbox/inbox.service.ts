import { Injectable, Logger } from '@nestjs/common';
import { fieldsOf, listOf, textOf, type Fields } from './payload.js';
import { lastDigits, oneLine } from './printable.js';

/** Prints one line for every status and every message. Whatever else Meta sends is named and passed over, never refused. */
@Injectable()
export class InboxService {
  private readonly logger = new Logger('Inbox');

  receive(payload: unknown): void {
    for (const entry of listOf(fieldsOf(payload), 'entry')) {
      for (const change of listOf(entry, 'changes')) {
        const value = fieldsOf(change['value']);
        if (change['field'] !== 'messages') this.logger.log(`Event ${oneLine(textOf(change, 'field'))}`);
        for (const status of listOf(value, 'statuses')) this.printStatus(status);
        for (const message of listOf(value, 'messages')) this.printMessage(message);
      }
    }
  }

  private printStatus(status: Fields): void {
    const recipient = textOf(status, 'recipient_id') || textOf(status, 'recipient_user_id');
    const line = `Status ${oneLine(textOf(status, 'status'))}: to ${lastDigits(recipient)}, message ${oneLine(textOf(status, 'id'))}`;
    const [error] = listOf(status, 'errors');
    if (error) this.logger.warn(`${line} (${oneLine(`${textOf(error, 'code')} ${textOf(error, 'title')}`)})`);
    else this.logger.log(line);
  }

  private printMessage(message: Fields): void {
    const sender = textOf(message, 'from') || textOf(message, 'from_user_id');
    const type = textOf(message, 'type');
    const text = type === 'text' ? ` "${oneLine(textOf(fieldsOf(message['text']), 'body'))}"` : '';
    this.logger.log(
      `Received ${oneLine(type)}${text}: from ${lastDigits(sender)}, message ${oneLine(textOf(message, 'id'))}`,
    );
  }
}
