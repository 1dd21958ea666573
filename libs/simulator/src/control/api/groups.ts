/** Somebody has come to a group, or has left it. */
export interface GroupNoticeView {
  /** ISO 8601, simulated time. */
  readonly at: string;
  readonly kind: 'opened' | 'joined' | 'asked' | 'refused' | 'left' | 'removed' | 'changed';
  /** The person concerned; absent where the business has done something to the group itself. */
  readonly personId?: string;
}

/** A group that the business has opened. */
export interface GroupView {
  readonly id: string;
  readonly phoneNumberId: string;
  readonly subject: string;
  readonly description: string;
  readonly inviteLink: string;
  readonly joinApprovalMode: string;
  readonly suspended: boolean;
  /** The end of the business's typing indicator (ISO 8601, simulated time); `null` while none shows. */
  readonly typingUntil: string | null;
  readonly participantIds: readonly string[];
  readonly joinRequestIds: readonly string[];
  /** The people who wait for the business to let them in. */
  readonly askingIds: readonly string[];
  /** The changes of the membership, oldest first; the newest 200. */
  readonly notices: readonly GroupNoticeView[];
}
