import type { AcceptedMessage, AcceptedReadReceipt } from './accepted-message.js';
import { BoundedList } from './bounded-list.js';
import { FaultPlan } from './fault-plan.js';
import { GraphApiError } from './graph-api.error.js';
import { createMessageId } from './ids.js';
import { messageResponse, type MessageResponse } from './message-response.js';
import type { MessageEndpoint } from './message-request.js';
import { isRecord } from './message-type.js';
import { PeopleDirectory } from './people-directory.js';
import type { SimulatedPerson } from './person.js';
import { PhoneNumberBook } from './phone-number-book.js';
import type { SimulatedPhoneNumberOptions } from './phone-number.js';
import { recipientAddress } from './recipient-address.js';
import { RequestChecker } from './request-checker.js';

/** What an engine starts with. */
export interface SimulatorEngineOptions {
  readonly businessAccountId: string;
  readonly phoneNumbers: readonly SimulatedPhoneNumberOptions[];
  readonly people: readonly SimulatedPerson[];
  readonly historyLimit: number;
}

/** Types that may be sent to a group, after the groups guide. */
const GROUP_TYPES = new Set(['text', 'image', 'video', 'audio', 'document', 'sticker', 'template', 'pin']);

/** The state and the rules of one simulated Cloud API; it knows nothing of HTTP. */
export class SimulatorEngine {
  readonly phoneNumbers: PhoneNumberBook;
  readonly people: PeopleDirectory;
  readonly messages: BoundedList<AcceptedMessage>;
  readonly readReceipts: BoundedList<AcceptedReadReceipt>;
  readonly faults = new FaultPlan();
  private readonly checker = new RequestChecker();

  /** @param onAccepted told of each accepted message */
  constructor(
    readonly options: SimulatorEngineOptions,
    private readonly onAccepted: (message: AcceptedMessage) => void,
  ) {
    this.phoneNumbers = new PhoneNumberBook(options.phoneNumbers, options.businessAccountId);
    this.people = new PeopleDirectory(options.people);
    this.messages = new BoundedList(options.historyLimit);
    this.readReceipts = new BoundedList(options.historyLimit);
  }

  /**
   * Takes what was posted to a messages endpoint: a message, or on `/messages` a read receipt.
   * @throws GraphApiError with Meta's code for the rule that the request breaks
   */
  post(
    phoneNumberId: string,
    endpoint: MessageEndpoint,
    body: unknown,
  ): MessageResponse | { readonly success: true } {
    const sender = this.phoneNumbers.get(phoneNumberId, 'POST');
    this.faults.apply();
    if (endpoint === 'messages' && isRecord(body) && Object.hasOwn(body, 'status')) {
      return this.markAsRead(phoneNumberId, body);
    }
    const { type, request } = this.checker.message(body, endpoint);
    const recipient = recipientAddress(request, sender);
    if (recipient.kind === 'group' && !GROUP_TYPES.has(type)) {
      throw new GraphApiError({ code: 131051, details: `Type '${type}' cannot be sent to a group.` });
    }
    if (recipient.kind !== 'group' && type === 'pin') {
      throw new GraphApiError({
        code: 131009,
        details: 'Param recipient_type must be "group" for type \'pin\'.',
      });
    }
    const message: AcceptedMessage = {
      id: createMessageId(recipient.kind === 'phone' ? recipient.waId : recipient.input),
      type,
      endpoint,
      phoneNumberId,
      recipient,
      body: request,
      acceptedAt: new Date(),
    };
    this.messages.add(message);
    this.onAccepted(message);
    return messageResponse(message);
  }

  private markAsRead(phoneNumberId: string, body: unknown): { readonly success: true } {
    const receipt = this.checker.readReceipt(body);
    this.readReceipts.add({
      messageId: receipt.message_id,
      typing: receipt.typing_indicator !== undefined,
      phoneNumberId,
      acceptedAt: new Date(),
    });
    return { success: true };
  }
}
