/** The device on which somebody reads WhatsApp; KaiOS shows no quote bubble over audio, images and videos. */
export type Device = 'android' | 'ios' | 'web' | 'kaios';

/** Somebody on the other side, as the control API shows them. */
export interface PersonView {
  /** The business-scoped user id; in paths the digits of the phone number do as well. */
  readonly id: string;
  /** `+16505551234`; absent for somebody known by id only. */
  readonly phoneNumber?: string;
  readonly name: string;
  readonly username?: string;
  /** Whether messages reach this person now; while offline they wait until their time-to-live is over. */
  readonly online: boolean;
  /** Whether `read` is reported. */
  readonly readReceipts: boolean;
  readonly device: Device;
  /** `false`: sends fail late with 131026. */
  readonly onWhatsApp: boolean;
  /** Whether webhooks leave out the phone number, as they may for users with a username. */
  readonly hidesPhoneNumber: boolean;
  /** Part of an experiment of Meta's: marketing fails late with 130472. */
  readonly inExperiment: boolean;
  /** One sentence about how this person behaves, for people to read. */
  readonly about?: string;
  /** The conversations with each business number, whether or not anything was said. */
  readonly conversations: readonly ConversationView[];
}

/** The state of the conversation between one person and one business number. */
export interface ConversationView {
  readonly phoneNumberId: string;
  /** The end of the customer service window (ISO 8601, simulated time); `null` while it is closed. */
  readonly windowOpenUntil: string | null;
  /** Whether this person has stopped marketing messages of the business. */
  readonly marketingStopped: boolean;
  /** Whether this person has blocked the business: it sees `sent` and nothing more. */
  readonly blocksBusiness: boolean;
  /** Whether the business has blocked this person. */
  readonly blockedByBusiness: boolean;
  /** The end of the business's typing indicator; `null` while none shows. */
  readonly typingUntil: string | null;
  readonly lastMessageAt: string | null;
  /** The number of the business's messages that this person has not read. */
  readonly unread: number;
  /**
   * Between these two (ISO 8601, simulated time) Meta refuses further messages of the business to this person (131056): what a
   * burst has borrowed is being repaid. `null`: nothing is owed.
   */
  readonly pairPause: { readonly from: string; readonly until: string } | null;
}

/** A person to add: a phone number or an id is needed, the rest has defaults. */
export interface NewPerson {
  readonly phoneNumber?: string;
  readonly userId?: string;
  readonly name?: string;
  readonly username?: string;
  readonly online?: boolean;
  readonly readReceipts?: boolean;
  readonly device?: Device;
  readonly onWhatsApp?: boolean;
  readonly hidesPhoneNumber?: boolean;
  readonly inExperiment?: boolean;
  readonly about?: string;
}

/** The settings of a person that can be switched. */
export type PersonChanges = Omit<NewPerson, 'phoneNumber' | 'userId'>;
