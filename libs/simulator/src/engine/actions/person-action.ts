/** A message that a person sends: `type`, and the content under its name. */
export interface SentByPerson {
  readonly type: string;
  readonly [content: string]: unknown;
}

/** An action of a person, by `action`. */
export type Action =
  | {
      readonly action: 'send';
      readonly message: SentByPerson;
      readonly groupId?: string | undefined;
      readonly replyTo?: string | undefined;
      readonly forwarded?: boolean | undefined;
      readonly frequentlyForwarded?: boolean | undefined;
      readonly referral?: Readonly<Record<string, unknown>> | undefined;
      readonly referredProduct?: Readonly<Record<string, unknown>> | undefined;
    }
  | {
      readonly action: 'press_button';
      readonly messageId: string;
      readonly index: number;
      readonly card?: number | undefined;
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
      readonly permanent?: boolean | undefined;
    }
  | { readonly action: 'share_contact_info'; readonly messageId: string }
  | { readonly action: 'react'; readonly messageId: string; readonly emoji: string }
  | { readonly action: 'edit'; readonly messageId: string; readonly text: string }
  | { readonly action: 'revoke'; readonly messageId: string }
  | {
      readonly action: 'read';
      readonly messageId?: string | undefined;
      readonly groupId?: string | undefined;
    }
  | { readonly action: 'stop_marketing' }
  | { readonly action: 'resume_marketing' }
  | { readonly action: 'block' }
  | { readonly action: 'unblock' }
  | { readonly action: 'change_number'; readonly phoneNumber: string }
  | { readonly action: 'change_user_id'; readonly userId: string }
  | { readonly action: 'change_identity' }
  | { readonly action: 'call'; readonly sdp?: string | undefined }
  | { readonly action: 'accept_call'; readonly callId: string }
  | { readonly action: 'reject_call'; readonly callId: string }
  | { readonly action: 'end_call'; readonly callId: string };

/** The result of an action. */
export interface ActionOutcome {
  readonly messageId?: string | undefined;
  readonly callId?: string | undefined;
  readonly webhookIds: readonly string[];
}

/** The action of one name. */
export type ActionOf<Name extends Action['action']> = Extract<Action, { readonly action: Name }>;
