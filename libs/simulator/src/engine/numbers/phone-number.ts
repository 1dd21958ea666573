/** Meta's figures for how fast a number may send. */
export type ThroughputLevel = 'STANDARD' | 'HIGH' | 'NOT_APPLICABLE';

/**
 * The restriction that keeps a number from sending: its account is `locked` (131031, late), cannot pay (`unpaid`: 131042, late, for what
 * costs something), has offended a `policy` (368), or is under `maintenance` (131057).
 */
export type NumberRestriction = 'none' | 'locked' | 'unpaid' | 'policy' | 'maintenance';

/** A business phone number of the simulator; most properties are fields of Meta's phone number node. */
export interface SimulatedPhoneNumber {
  /** The phone number id, as in the path of each send. */
  readonly id: string;
  /** The number as people read it, with its calling code: `+1 555 078 3881`. */
  readonly displayPhoneNumber: string;
  /** @default 'Simulated Business' */
  readonly verifiedName: string;
  /** `GREEN`, `YELLOW`, `RED` or `UNKNOWN`. @default 'GREEN' */
  readonly qualityRating: string;
  /** @default 'STANDARD', 80 messages a second */
  readonly throughput: ThroughputLevel;
  /** `CONNECTED`, `FLAGGED`, `RESTRICTED`, … @default 'CONNECTED' */
  readonly status: string;
  /** @default 'APPROVED' */
  readonly nameStatus: string;
  /** @default 'VERIFIED' */
  readonly codeVerificationStatus: string;
  /** @default 'CLOUD_API' */
  readonly platformType: string;
  /** @default 'LIVE' */
  readonly accountMode: string;
  /** @default 'TIER_2K' */
  readonly messagingLimitTier: string;
  /** @default 'none' */
  readonly restriction: NumberRestriction;
  /** Makes it a test number, which writes only to these numbers. @default everybody */
  readonly allowedRecipients?: readonly string[] | undefined;
  /** `health_status` as Meta prints it. @default what follows from registration, restriction, name and quality */
  readonly healthStatus?: Readonly<Record<string, unknown>> | undefined;
  /** Further fields of the node under Meta's names; they win over the properties above. @default {} */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A number to start with: what is left out gets its default. */
export type SimulatedPhoneNumberOptions = Partial<SimulatedPhoneNumber> & Pick<SimulatedPhoneNumber, 'id'>;
