import type { Open, Unlisted } from '../parts/open.js';
import type { InboundMessageBase } from './message-parts.js';

/** A tap on a reply button. */
export interface ButtonReply {
  readonly type: 'button_reply';
  readonly button_reply: { readonly id: string; readonly title: string };
}

/** A row chosen from a list. */
export interface ListReply {
  readonly type: 'list_reply';
  readonly list_reply: { readonly id: string; readonly title: string; readonly description?: string };
}

/** A flow or an address form that the user finished. */
export interface FlowReply {
  readonly type: 'nfm_reply';
  readonly nfm_reply: {
    readonly name?: Open<'flow' | 'address_message'>;
    readonly body?: string;
    /** JSON as text. A flow's has a `flow_token` (it may be missing), an address form's `values`. */
    readonly response_json: string;
  };
}

/** The answer to a call permission request. */
export interface CallPermissionReply {
  readonly type: 'call_permission_reply';
  readonly call_permission_reply: {
    readonly response: Open<'accept' | 'reject'>;
    readonly is_permanent?: boolean;
    /** UNIX seconds. */
    readonly expiration_timestamp?: number | string;
    readonly response_source?: Open<'user_action' | 'automatic'>;
  };
}

/** A one-click payment's method (Brazil). */
export interface PaymentMethodReply {
  readonly type: 'payment_method';
  readonly payment_method: {
    readonly payment_method?: string;
    readonly payment_timestamp?: number | string;
    readonly reference_id?: string;
    readonly last_four_digits?: string;
    readonly credential_id?: string;
  };
}

/** A kind of answer that this version does not list. */
export interface UnlistedInteractiveReply {
  readonly type: Unlisted;
  readonly [key: string]: unknown;
}

/** The user's choice or input; narrows by `type`. */
export type InteractiveReply =
  ButtonReply | ListReply | FlowReply | CallPermissionReply | PaymentMethodReply | UnlistedInteractiveReply;

/** An answer to an interactive message. */
export interface InboundInteractiveMessage extends InboundMessageBase {
  readonly type: 'interactive';
  /** Missing where Meta could not render the answer: the value's `errors` then hold 131000. */
  readonly interactive?: InteractiveReply;
}
