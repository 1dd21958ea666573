/** What came of asking for a claim. */
export type Claim =
  /** The caller may run the handler now; `attempt` counts from 1, and names this claim in what follows. */
  | { readonly state: 'claimed'; readonly attempt: number }
  /** Somebody else is running it, and the lease has not ended. */
  | { readonly state: 'busy' }
  /** It has succeeded, or has been given up: it is not run again. */
  | { readonly state: 'done' };

/**
 * Remembers which handler has run for which event, so that a webhook that Meta delivers twice is handled once. One key stands
 * for one event and one handler; keys are kept for seven days, as long as Meta may redeliver.
 *
 * A claim whose lease ended may be taken by somebody else, who gets a higher `attempt`. From then on whatever is told under the
 * old `attempt` is ignored.
 *
 * @publicApi
 */
export abstract class ClaimStore {
  /** Takes the claim for `leaseMs`; a lease that ends without `complete` or `release` counts as a failed attempt. */
  abstract claim(key: string, leaseMs: number): Promise<Claim>;

  /** The handler still runs: the lease begins anew. `false` where the claim is no longer this attempt's. */
  abstract renew(key: string, attempt: number, leaseMs: number): Promise<boolean>;

  /** The handler has succeeded, or has been given up. */
  abstract complete(key: string, attempt: number): Promise<void>;

  /** The handler has failed: the next delivery may run it again. */
  abstract release(key: string, attempt: number): Promise<void>;
}
