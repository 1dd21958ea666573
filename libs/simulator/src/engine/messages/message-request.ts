import type { AddressedRequest } from './recipient-address.js';

/** The endpoint that a message was posted to. */
export type MessageEndpoint = 'messages' | 'marketing_messages';

/** The body of a send that the schemas have accepted. */
export interface MessageRequest extends AddressedRequest {
  readonly messaging_product: 'whatsapp';
  readonly type?: string;
  readonly context?: { readonly message_id: string };
  readonly biz_opaque_callback_data?: string;
  readonly [content: string]: unknown;
}

/** The body of a read receipt that the schema has accepted. */
export interface ReadReceiptRequest {
  readonly messaging_product: 'whatsapp';
  readonly status: 'read';
  readonly message_id: string;
  readonly typing_indicator?: { readonly type: 'text' };
}
