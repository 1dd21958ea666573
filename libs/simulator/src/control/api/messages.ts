/** The state of a message. `dropped`: its time-to-live was over before it could be delivered; nothing is reported. */
export type MessageState =
  'accepted' | 'held' | 'sent' | 'delivered' | 'read' | 'played' | 'failed' | 'dropped' | 'received';

/** The reason why a message failed, as its webhook has it. */
export interface MessageFailure {
  readonly code: number;
  readonly title: string;
  readonly details: string;
}

/** One step in a message's life. */
export interface MessageStep {
  readonly state: MessageState;
  /** ISO 8601, simulated time. */
  readonly at: string;
}

/** The message that another one answers. */
export interface QuoteView {
  readonly messageId: string;
  /** Whether the bubble shows on the phone. */
  readonly shown: boolean;
  /** The reason why it does not. */
  readonly hiddenBecause?: 'unknown_message' | 'deleted' | 'older_than_30_days' | 'template_reply' | 'kaios';
  readonly direction?: 'outbound' | 'inbound';
  readonly type?: string;
  /** The beginning of what it said. */
  readonly text?: string;
}

/** A reaction that stands under a message. */
export interface ReactionView {
  readonly from: 'business' | 'person';
  /** The person that it comes from. */
  readonly personId?: string;
  readonly emoji: string;
}

/** The progress of a message to a group at one participant. */
export interface ReceiptView {
  readonly personId: string;
  /** ISO 8601, simulated time; absent as long as it has not happened. */
  readonly deliveredAt?: string;
  readonly readAt?: string;
}

/** A button as a phone shows it. */
export interface ButtonView {
  readonly kind: 'reply' | 'url' | 'phone_number' | 'copy_code' | 'flow' | 'catalog' | 'call' | 'other';
  readonly text: string;
  /** The position, for the action `press_button`. */
  readonly index: number;
  readonly url?: string;
  readonly code?: string;
}

/** A template with its parameters filled in. */
export interface RenderedTemplateView {
  readonly name: string;
  readonly language: string;
  readonly category: string;
  readonly header?: { readonly format: string; readonly text?: string; readonly parameter?: unknown };
  readonly body?: string;
  readonly footer?: string;
  readonly buttons: readonly ButtonView[];
  readonly cards: readonly {
    readonly header?: { readonly format: string; readonly parameter?: unknown };
    readonly body?: string;
    readonly buttons: readonly ButtonView[];
  }[];
}

/** A message either way, as the control API shows it. */
export interface MessageView {
  readonly id: string;
  /** `outbound`: from the business to the person. */
  readonly direction: 'outbound' | 'inbound';
  readonly personId: string;
  readonly phoneNumberId: string;
  readonly groupId?: string;
  /** The receipts of the business's message to a group, one for each participant. Its `state` is what everybody has. */
  readonly receipts?: readonly ReceiptView[];
  /** `text`, `image`, `interactive`, `template`, … as Meta names it. */
  readonly type: string;
  /** The content, as it stands under the type: `{ body }` of a text, a list of contacts, … in Meta's form. */
  readonly content: unknown;
  /** ISO 8601, simulated time. */
  readonly at: string;
  readonly state: MessageState;
  readonly steps: readonly MessageStep[];
  readonly failure?: MessageFailure;
  readonly quote?: QuoteView;
  readonly reactions: readonly ReactionView[];
  readonly edited: boolean;
  /** Taken back by its sender: show no content. */
  readonly revoked: boolean;
  readonly forwarded: boolean;
  /** The template as the phone shows it. */
  readonly template?: RenderedTemplateView;
  /** The body of an outbound message, as the business posted it. */
  readonly request?: unknown;
  /** The answer to an outbound message, as the business got it. */
  readonly response?: unknown;
  /** The webhooks about this message: ids in the webhook log, oldest first. */
  readonly webhookIds: readonly string[];
}
