/** A message that a person sends, in the form of Meta's webhooks: `type`, and the content under its name. */
export interface PersonMessage {
  readonly type:
    | 'text'
    | 'image'
    | 'video'
    | 'audio'
    | 'document'
    | 'sticker'
    | 'location'
    | 'contacts'
    | 'order'
    | 'unsupported';
  /**
   * Of media: `{ data?: base64, mime_type?, caption?, filename?, voice?, animated? }`; without `data` a small sample is
   * sent. The other contents are as Meta prints them.
   */
  readonly [content: string]: unknown;
}

/** The business number of an action: the first one unless another is named. */
interface OnNumber {
  readonly phoneNumberId?: string;
}

/** An action of a person, by `action`. */
export type PersonAction = OnNumber &
  (
    | {
        readonly action: 'send';
        readonly message: PersonMessage;
        /** The id of the message that this one quotes. */
        readonly replyTo?: string;
        /** The group that it is written in; not needed where a message of the group is quoted. */
        readonly groupId?: string;
        readonly forwarded?: boolean;
        readonly frequentlyForwarded?: boolean;
        /** The advertisement that the person came from, in Meta's form. */
        readonly referral?: Readonly<Record<string, unknown>>;
        /** A product the question is about. */
        readonly referredProduct?: { readonly catalog_id: string; readonly product_retailer_id: string };
      }
    | {
        readonly action: 'press_button';
        readonly messageId: string;
        /** Position among the buttons from 0 on. */
        readonly index: number;
        /** The card's position in a carousel. */
        readonly card?: number;
      }
    | { readonly action: 'choose_row'; readonly messageId: string; readonly rowId: string }
    | {
        readonly action: 'submit_flow';
        readonly messageId: string;
        readonly response: Readonly<Record<string, unknown>>;
      }
    | {
        readonly action: 'submit_address';
        readonly messageId: string;
        readonly values: Readonly<Record<string, string>>;
      }
    | {
        readonly action: 'answer_call_permission';
        readonly messageId: string;
        readonly response: 'accept' | 'reject';
        readonly permanent?: boolean;
      }
    | {
        readonly action: 'share_contact_info';
        readonly messageId: string;
      }
    | { readonly action: 'react'; readonly messageId: string; readonly emoji: string }
    | { readonly action: 'edit'; readonly messageId: string; readonly text: string }
    | { readonly action: 'revoke'; readonly messageId: string }
    /** Reads all there is, in a group where one is named; plays a voice message where one is named. */
    | { readonly action: 'read'; readonly messageId?: string; readonly groupId?: string }
    | { readonly action: 'stop_marketing' }
    | { readonly action: 'resume_marketing' }
    | { readonly action: 'block' }
    | { readonly action: 'unblock' }
    | { readonly action: 'change_number'; readonly phoneNumber: string }
    /** Gets another user id, as Meta gives one now and then; the number stays. */
    | { readonly action: 'change_user_id'; readonly userId: string }
    | { readonly action: 'change_identity' }
    /** Rings the business; answered or not by the business's calls to `/calls`. */
    | { readonly action: 'call'; readonly sdp?: string }
    | { readonly action: 'accept_call'; readonly callId: string }
    | { readonly action: 'reject_call'; readonly callId: string }
    | { readonly action: 'end_call'; readonly callId: string }
  );

/** The result of an action. */
export interface ActionResult {
  /** The inbound message's id, of actions that send one. */
  readonly messageId?: string;
  readonly callId?: string;
  /** The webhooks that told of it: ids in the webhook log. */
  readonly webhookIds: readonly string[];
}
