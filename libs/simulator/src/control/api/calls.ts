/** A call between a person and the business, as far as signalling goes: no sound is carried. */
export interface CallView {
  readonly id: string;
  /** `inbound`: the person rings the business. */
  readonly direction: 'outbound' | 'inbound';
  readonly personId: string;
  readonly phoneNumberId: string;
  readonly state: 'ringing' | 'accepted' | 'ended';
  /** The ending of an ended call: talked, refused, not answered in time, or cancelled by the caller. */
  readonly ending?: 'completed' | 'declined' | 'missed' | 'cancelled';
  /** ISO 8601, simulated time, as the following. */
  readonly at: string;
  readonly acceptedAt?: string;
  readonly endedAt?: string;
  /** The webhooks about this call: ids in the webhook log, oldest first. */
  readonly webhookIds: readonly string[];
}
