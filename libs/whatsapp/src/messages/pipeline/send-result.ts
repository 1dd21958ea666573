/** Meta's answer to an accepted send, as it came (Messages reference, response). */
export interface MessagesResponse {
  readonly messaging_product: 'whatsapp';
  readonly contacts?: readonly {
    readonly input?: string;
    /** The WhatsApp id, which may differ from what was sent (national digit rules); of a group its id. */
    readonly wa_id?: string;
    /** BSUID sends only. */
    readonly user_id?: string;
  }[];
  readonly messages: readonly {
    readonly id: string;
    /** Group sends only. */
    readonly group_id?: string;
    /** Templates: `accepted`, `held_for_quality_assessment` or `paused`. */
    readonly message_status?: string;
  }[];
  readonly [field: string]: unknown;
}

/** The recipient of an accepted message, as Meta reported it. */
export interface SentRecipient {
  /** Exactly what was sent in `to` or `recipient`. */
  readonly input?: string;
  /** The user's WhatsApp id, digits without `+`; never rewrite it, even where it differs from the number that you sent to. */
  readonly waId?: string;
  /** The business-scoped user id (BSUID). */
  readonly userId?: string;
  readonly groupId?: string;
}

/**
 * Meta accepted the message. Accepted is not delivered: what became of it comes by webhook.
 *
 * @publicApi
 */
export interface SendResult {
  /** The `wamid.…`: the key of every status webhook about this message. */
  readonly messageId: string;
  readonly recipient: SentRecipient;
  /** Set where a template is being paced: `held_for_quality_assessment` or `paused`, or a value that Meta adds later. */
  readonly pacing?: string;
  /**
   * Milliseconds that the message waited before it went out: for its turn under Meta's limits, and for another attempt where one was
   * refused. 0 where it went at once.
   */
  readonly waitedMs: number;
  /** The library's own id of this send; also in an unknown outcome's error. */
  readonly correlationId: string;
  /** Meta's answer, whole. */
  readonly raw: MessagesResponse;
}

/** Reads Meta's answer to a send; `undefined` where it holds no message id, so that nobody can say what became of the message. */
export function readSendAnswer(
  answer: unknown,
  { correlationId, waitedMs }: Pick<SendResult, 'correlationId' | 'waitedMs'>,
): SendResult | undefined {
  if (!holdsMessageId(answer)) return undefined;
  const [message] = answer.messages;
  const contact = answer.contacts?.[0];
  if (message === undefined) return undefined;
  return {
    messageId: message.id,
    recipient: {
      input: contact?.input,
      // Of a group Meta answers its id here.
      waId: message.group_id === undefined ? contact?.wa_id : undefined,
      userId: contact?.user_id,
      groupId: message.group_id,
    },
    // "accepted" is the normal case and says nothing that the result does not say already.
    pacing: message.message_status === 'accepted' ? undefined : message.message_status,
    waitedMs: Math.round(waitedMs),
    correlationId,
    raw: answer,
  };
}

function holdsMessageId(answer: unknown): answer is MessagesResponse {
  if (typeof answer !== 'object' || answer === null || !('messages' in answer)) return false;
  const { messages } = answer;
  if (!Array.isArray(messages)) return false;
  const first: unknown = messages[0];
  return (
    typeof first === 'object' &&
    first !== null &&
    'id' in first &&
    typeof first.id === 'string' &&
    first.id !== ''
  );
}
