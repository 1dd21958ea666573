import type { Conversation } from '../conversations/conversation.js';
import type { LateFailure } from '../history/message-record.js';
import type { MessageEndpoint, MessageRequest } from '../messages/message-request.js';
import type { Price } from '../messages/price.js';
import type { RecipientAddress } from '../messages/recipient-address.js';
import type { PhoneNumberEntry } from '../numbers/phone-number-book.js';
import type { Person } from '../people/person.js';
import type { SimulatorState } from '../state/simulator-state.js';
import type { TemplateDefinition } from '../templates/template-definition.js';
import type { RuleName } from '../state/rule-switches.js';

/** A message that the schemas let pass, with all that a rule may ask about. */
export interface SendContext {
  readonly state: SimulatorState;
  /** Milliseconds since 1970, simulated. */
  readonly now: number;
  /** The Graph version of the call, 24 for `v24.0`. */
  readonly version: number;
  readonly sender: PhoneNumberEntry;
  readonly endpoint: MessageEndpoint;
  readonly type: string;
  readonly request: MessageRequest;
  readonly recipient: RecipientAddress;
  readonly person: Person;
  readonly conversation: Conversation;
  /** The template that is sent, where the account has it. */
  readonly template: TemplateDefinition | undefined;
  readonly pricing: Price;
}

/** The failure that Meta reports late: the send is accepted, and a `failed` status tells of it. */
export type LateResult = LateFailure | undefined;

/** One of Meta's rules about sending. */
export interface SendRule {
  readonly name: RuleName;
  /**
   * Refuses a message at once. It changes nothing: a later rule may refuse the message still.
   * @throws GraphApiError where the message breaks the rule
   */
  readonly refuse?: (context: SendContext) => void;
  /** Counts a message against the rule's limit; called when no rule refuses it. */
  readonly count?: (context: SendContext) => void;
  /** Finds the failure of an accepted message. */
  readonly fail?: (context: SendContext) => LateResult | Promise<LateResult>;
}
