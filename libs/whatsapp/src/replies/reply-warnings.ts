import type { SendResult } from '../messages/index.js';

/** The reason why the quote bubble will not show although the message is sent (Messages reference, `context.message_id`). */
export type ReplyWarningCode = 'template-reply' | 'older-than-30-days' | 'deleted-message';

/** The message goes out, but the user will not see what it answers. */
export interface ReplyWarning {
  readonly code: ReplyWarningCode;
  readonly message: string;
}

/** An accepted reply. */
export interface ReplyResult extends SendResult {
  /** The reasons why the quote bubble will not show; empty where it should. */
  readonly warnings: readonly ReplyWarning[];
}

/** WhatsApp draws no quote bubble for messages older than this. */
const quotableForMs = 30 * 24 * 60 * 60 * 1000;

/** The message that is answered. */
export interface AnsweredMessage {
  readonly sentAt?: Date;
  /** Whether its sender has deleted it. */
  readonly isDeleted: boolean;
}

/** Returns the known reasons why the quote bubble will not show. */
export function warningsFor(
  type: string,
  { sentAt, isDeleted }: AnsweredMessage,
  now: number,
): ReplyWarning[] {
  const warnings: ReplyWarning[] = [];
  if (type === 'template') {
    warnings.push({
      code: 'template-reply',
      message:
        'WhatsApp shows no quote bubble on a template message; send it without a reply, or reply with another type',
    });
  }
  if (sentAt !== undefined && now - sentAt.getTime() > quotableForMs) {
    warnings.push({
      code: 'older-than-30-days',
      message:
        'WhatsApp shows no quote bubble for a message older than 30 days; say in the text what you are answering',
    });
  }
  if (isDeleted) {
    warnings.push({
      code: 'deleted-message',
      message:
        'WhatsApp shows no quote bubble for a message that was deleted; say in the text what you are answering, or do not answer',
    });
  }
  return warnings;
}
