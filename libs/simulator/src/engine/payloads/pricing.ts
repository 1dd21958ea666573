import type { MessageRecord } from '../history/message-record.js';
import type { MessageEndpoint } from '../messages/message-request.js';
import type { RecipientAddress } from '../messages/recipient-address.js';
import type { TemplateCategory } from '../templates/template-definition.js';

/** What Meta would charge for, fixed when the message is accepted. */
export interface Price {
  readonly type: 'regular' | 'free_customer_service';
  readonly category: string;
}

/**
 * The price of a message: what is no template is free, and so is a utility template within the service window.
 * @param template whether it is one; its category where the account has it, else it is taken for utility
 */
export function priceOf(message: {
  readonly template: boolean;
  readonly category: TemplateCategory | undefined;
  readonly endpoint: MessageEndpoint;
  readonly recipient: RecipientAddress;
  readonly windowOpen: boolean;
}): Price {
  const category = message.template ? (message.category ?? 'UTILITY').toLowerCase() : 'service';
  const free = !message.template || (message.category === 'UTILITY' && message.windowOpen);
  return {
    type: free ? 'free_customer_service' : 'regular',
    category:
      message.endpoint === 'marketing_messages'
        ? 'marketing_lite'
        : message.recipient.kind === 'group'
          ? `group_${category}`
          : category,
  };
}

/** The member `pricing` of a status. */
export function pricing({ accepted }: MessageRecord): Readonly<Record<string, unknown>> {
  const price = accepted?.pricing;
  return {
    billable: price?.type === 'regular',
    pricing_model: 'PMP',
    type: price?.type ?? 'free_customer_service',
    category: price?.category ?? 'service',
  };
}
