import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { WhatsAppExecutionContext } from 'nestjs-whatsapp';

/** Lets only messages through that can be answered: to a number of ours, from somebody. The others are skipped, not failed. */
@Injectable()
export class AnswerableGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { account, message, contact } = WhatsAppExecutionContext.create(context);
    // Meta writes an empty text, or null, for what a user does not have.
    const senders = [
      message?.group_id,
      message?.from,
      message?.from_user_id,
      contact?.wa_id,
      contact?.user_id,
    ];
    return account !== undefined && senders.some(Boolean);
  }
}
