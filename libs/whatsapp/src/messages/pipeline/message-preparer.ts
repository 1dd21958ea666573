import { Inject, Injectable } from '@nestjs/common';
import type { WhatsAppAccount } from '../../accounts/index.js';
import { WHATSAPP_RESOLVED_OPTIONS, type ResolvedWhatsAppOptions } from '../../config/internal.js';
import { RequestNotSentError, WhatsAppError } from '../../errors/index.js';
import { cancellable, cleanedCause } from '../../graph/internal.js';
import {
  RecipientNormalizer,
  type NormalizedRecipient,
  type RecipientInput,
} from '../../recipients/index.js';
import type { WhatsAppMessage } from '../dto/index.js';
import { MessageValidator, type CheckedMessage } from '../validation/index.js';
import { outgoingContent } from './outgoing-body.js';
import type { PendingSend } from './pending-send.js';
import type { SendRequest } from './send-request.js';

/** All that is taken of a message before anything is waited for: what the caller does to its object afterwards cannot get in. */
export interface PreparedMessage extends CheckedMessage {
  /** The JSON that it goes out as, but for the address. */
  readonly content: string;
  readonly address: RecipientInput;
}

/** A message between its check and its post. */
export interface OutgoingMessage {
  readonly send: PendingSend;
  /** The JSON that it goes out as, but for the address. */
  readonly content: string;
  readonly address: RecipientInput;
}

/** Validates a message, writes its JSON, and finds out whom it goes to. */
@Injectable()
export class MessagePreparer {
  /** Whether the correlation id travels with the message. */
  private readonly isCorrelated: boolean;

  constructor(
    private readonly validator: MessageValidator,
    private readonly recipients: RecipientNormalizer,
    @Inject(WHATSAPP_RESOLVED_OPTIONS) { messages }: Pick<ResolvedWhatsAppOptions, 'messages'>,
  ) {
    this.isCorrelated = messages.callbackData === 'correlated';
  }

  /** @throws WhatsAppValidationError */
  prepare(request: SendRequest, correlationId: string): PreparedMessage {
    return this.prepared(this.check(request), correlationId);
  }

  /**
   * The account is known by now: digits that are a known user's are known to a number.
   *
   * @throws RequestNotSentError where the storage was asked and could not answer
   */
  recipientOf(
    address: RecipientInput,
    { phoneNumberId }: WhatsAppAccount,
  ): NormalizedRecipient | Promise<NormalizedRecipient> {
    const recipient = this.recipients.normalizeFor(phoneNumberId, address);
    if (!(recipient instanceof Promise)) return recipient;
    return recipient.catch((error: unknown) => {
      if (error instanceof WhatsAppError) throw error;
      throw new RequestNotSentError('whether its recipient is a known user could not be looked up', {
        cause: cleanedCause(error),
        advice: 'Nothing was sent. Check the storage, or write the number with "+", then send again.',
      });
    });
  }

  /** Prepares another message in place of one that was addressed already. */
  async replaced(
    { send, address }: OutgoingMessage,
    replacement: WhatsAppMessage,
    account: WhatsAppAccount,
  ): Promise<OutgoingMessage> {
    const prepared = this.prepared(this.validator.validate(replacement), send.correlationId);
    const { type, message } = prepared;
    // Whoever it goes to still is looked up once: who was known may have been forgotten since.
    const recipient = isSame(prepared.address, address)
      ? send.recipient
      : await cancellable(() => this.recipientOf(prepared.address, account), send.options.signal);
    return {
      // A replacement is an ordinary message, whatever it stands in for.
      send: { ...send, type, message, recipient, endpoint: 'messages' },
      content: prepared.content,
      address: prepared.address,
    };
  }

  private check({ endpoint, input, raw }: SendRequest): CheckedMessage {
    if (raw) return this.validator.validateRaw(input);
    return endpoint === 'marketing_messages'
      ? this.validator.validateMarketing(input)
      : this.validator.validate(input);
  }

  private prepared({ message, type }: CheckedMessage, correlationId: string): PreparedMessage {
    const { to, recipient, recipient_type } = message;
    return {
      message,
      type,
      content: outgoingContent(message, type, this.isCorrelated ? correlationId : undefined),
      address: { to, recipient, recipient_type },
    };
  }
}

function isSame(one: RecipientInput, other: RecipientInput): boolean {
  return (
    one.to === other.to && one.recipient === other.recipient && one.recipient_type === other.recipient_type
  );
}
