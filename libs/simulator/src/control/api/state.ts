import type { FaultView } from './faults.js';
import type { SubscriptionView } from './webhooks.js';

/** The simulator's clock. */
export interface ClockView {
  /** The simulated time, ISO 8601. */
  readonly now: string;
  /** Simulated seconds a real second; 0 stands still. */
  readonly speed: number;
}

/** A business phone number. */
export interface BusinessNumberView {
  readonly id: string;
  readonly displayPhoneNumber: string;
  readonly verifiedName: string;
  /** The state of the display name: `APPROVED`, `PENDING_REVIEW`, `DECLINED`, … A 555 number sends with an approved one only. */
  readonly nameStatus: string;
  readonly qualityRating: string;
  readonly throughput: 'STANDARD' | 'HIGH' | 'NOT_APPLICABLE';
  readonly messagingLimitTier: string;
  readonly status: string;
  /** The restriction that keeps it from sending. */
  readonly restriction: 'none' | 'locked' | 'unpaid' | 'policy' | 'maintenance';
  /** The only numbers that a test number writes to; `null`: it is none. */
  readonly allowedRecipients: readonly string[] | null;
}

/** The settings of a business number that can be changed. */
export type BusinessNumberChanges = Partial<Omit<BusinessNumberView, 'id'>> & {
  /** The PIN of the two-step verification, six digits; `null`: none. */
  readonly pin?: string | null;
};

/** A flow, and what Meta has made of it. */
export interface FlowView {
  readonly id: string;
  readonly name: string;
  readonly status: 'DRAFT' | 'PUBLISHED' | 'DEPRECATED' | 'BLOCKED' | 'THROTTLED';
}

/** The rules by name, and whether they are kept. */
export type RuleName =
  | 'ownNumber'
  | 'accountState'
  | 'allowedRecipients'
  | 'onWhatsApp'
  | 'blocking'
  | 'customerServiceWindow'
  | 'templates'
  | 'oneTimeCodes'
  | 'flows'
  | 'identityKey'
  | 'media'
  | 'links'
  | 'reactions'
  | 'callPermissionRequests'
  | 'throughput'
  | 'messagingLimit'
  | 'pairRateLimit'
  | 'optOut'
  | 'experiment'
  | 'unitedStatesMarketing'
  | 'marketingCap'
  | 'groups'
  | 'readReceipts'
  | 'timeToLive';

/** The switches of the rules: the rules that are on are applied. */
export type RulesView = Readonly<Record<RuleName, boolean>>;

/** The state of the simulator, without people and messages. */
export interface StateView {
  readonly businessAccountId: string;
  /** The seed that repeats a run. */
  readonly seed: number;
  readonly clock: ClockView;
  readonly phoneNumbers: readonly BusinessNumberView[];
  readonly rules: RulesView;
  readonly faults: readonly FaultView[];
  readonly subscriptions: readonly SubscriptionView[];
  readonly acceptedMessages: number;
}

/** A template in the account. */
export interface TemplateView {
  readonly id: string;
  readonly name: string;
  readonly language: string;
  readonly category: string;
  readonly status: string;
  readonly qualityScore: string;
  readonly rejectedReason: string;
  readonly parameterFormat: 'POSITIONAL' | 'NAMED';
  readonly components: readonly unknown[];
}

/** A decision of Meta's about a template. */
export interface TemplateReview {
  readonly decision?: 'approve' | 'reject' | 'pause' | 'unpause' | 'disable' | 'flag';
  /** The reason of a rejection: `INVALID_FORMAT`, … */
  readonly reason?: string;
  readonly qualityScore?: 'GREEN' | 'YELLOW' | 'RED' | 'UNKNOWN';
  /** The result of pacing for messages that it holds: `none` holds nothing, `drop` fails them late with 132015. */
  readonly pacing?: 'none' | 'release' | 'drop';
  /** The category that Meta puts it in. */
  readonly category?: 'AUTHENTICATION' | 'MARKETING' | 'UTILITY';
  /** The components as Meta or the business changes them; they are not checked. */
  readonly components?: readonly Readonly<Record<string, unknown>>[];
}

/** A refusal, or a path that the simulator lacks: what the business did wrong, for people to see. */
export interface RefusedRequestView {
  readonly at: string;
  readonly method: string;
  readonly path: string;
  readonly httpStatus: number;
  readonly code: number;
  readonly message: string;
  readonly details?: string;
  readonly request?: unknown;
}

/** A step of a person in a flow that asks its endpoint. */
export interface FlowExchangeOrder {
  readonly flowId: string;
  readonly phoneNumberId?: string;
  readonly action: 'INIT' | 'data_exchange' | 'BACK' | 'ping';
  readonly screen?: string;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly flowToken?: string;
}

/** The answer of a flow's endpoint. */
export interface FlowExchangeResult {
  /** HTTP status; absent where no answer came. */
  readonly status?: number;
  /** The decrypted answer: the next screen and its data. */
  readonly answer?: unknown;
  readonly error?: string;
}
