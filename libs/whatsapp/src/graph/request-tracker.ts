/** What whoever waits for a call may know of it, and may stop. */
export interface RequestTracker {
  /** Is asked right before each request. What it throws ends the call, and this attempt has sent nothing. */
  beforeRequest(): void;
  /** From now on the call waits: for its turn, for Meta's answer, or until it may try again. */
  waiting(): void;
  /** It waits no longer. Comes once for each `waiting`. */
  resumed(): void;
}
