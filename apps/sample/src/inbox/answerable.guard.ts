import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { WhatsAppExecutionContext } from 'nestjs-whatsapp';

/** Lets only messages through that can be answered: to a number of ours, from somebody. The others are skipped, not failed. */
@Injectable()
export class AnswerableGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { account, message } = WhatsAppExecutionContext.create(context);
    const sender = message?.group_id ?? message?.from ?? message?.from_user_id;
    return account !== undefined && sender !== undefined;
  }
}
