import type { InboundMessageContext } from './message-parts.js';
import type { InboundMessageBase } from './message-parts.js';

/** The user changed a message (within 15 minutes, numbers shared with the Business app, since November 2025). */
export interface InboundEditMessage extends InboundMessageBase {
  readonly type: 'edit';
  readonly edit: {
    readonly original_message_id: string;
    /** The new content: under the key that `type` names, as in a message of that type. */
    readonly message?: {
      readonly type: string;
      readonly context?: InboundMessageContext;
      readonly [key: string]: unknown;
    };
  };
}
