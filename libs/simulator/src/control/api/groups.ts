/** Somebody has come to a group, or has left it. */
export interface GroupNoticeView {
  /** ISO 8601, simulated time. */
  readonly at: string;
  readonly kind: 'opened' | 'joined' | 'asked' | 'refused' | 'left' | 'removed' | 'changed';
  /** Whom it is about; absent where the business has done something to the group itself. */
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
  /** Until when the business's typing indicator shows (ISO 8601, simulated time); `null` while it does not. */
  readonly typingUntil: string | null;
  readonly participantIds: readonly string[];
  readonly joinRequestIds: readonly string[];
  /** Who waits to be let in by the business. */
  readonly askingIds: readonly string[];
  /** Who came and went, oldest first; the newest 200. */
  readonly notices: readonly GroupNoticeView[];
}
