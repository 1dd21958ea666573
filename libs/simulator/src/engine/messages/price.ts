import type { MessageEndpoint } from './message-request.js';
import type { RecipientAddress } from './recipient-address.js';
import type { TemplateCategory } from '../templates/template-definition.js';

/** The price that Meta would charge, fixed when the message is accepted. */
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
