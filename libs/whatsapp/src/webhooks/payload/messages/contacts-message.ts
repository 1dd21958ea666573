import type { Open } from '../parts/open.js';
import type { InboundMessageBase } from './message-parts.js';

/** The origin of a contact card: asked for, or shared by hand. */
export type ContactOrigin = Open<'contact_request' | 'other'>;

/** A contact card, as the sender's address book has it; every member may be missing, the name too. */
export interface InboundContactCard {
  readonly name?: {
    readonly formatted_name?: string;
    readonly first_name?: string;
    readonly last_name?: string;
    readonly middle_name?: string;
    readonly prefix?: string;
    readonly suffix?: string;
  };
  readonly phones?: readonly {
    readonly phone?: string;
    readonly wa_id?: string;
    readonly user_id?: string;
    readonly type?: string;
  }[];
  readonly emails?: readonly { readonly email?: string; readonly type?: string }[];
  readonly addresses?: readonly {
    readonly street?: string;
    readonly city?: string;
    readonly state?: string;
    readonly zip?: string;
    readonly country?: string;
    readonly country_code?: string;
    readonly type?: string;
  }[];
  readonly org?: { readonly company?: string; readonly department?: string; readonly title?: string };
  readonly urls?: readonly { readonly url?: string; readonly type?: string }[];
  readonly birthday?: string;
  /** Only where the user shared the card by hand. */
  readonly vcard?: string;
  /** Some pages of Meta's show it here, others on the message: read both. */
  readonly origin?: ContactOrigin;
}

/** Contact cards. */
export interface InboundContactsMessage extends InboundMessageBase {
  readonly type: 'contacts';
  readonly contacts: readonly InboundContactCard[];
  readonly origin?: ContactOrigin;
}
