import type { Open } from '../parts/open.js';
import type { StatusRecipient } from './message-status.js';
import type { InboundMedia } from './media-messages.js';

/** A recording of a call: a file at Meta, which is fetched by its id. */
export interface InboundCallFile extends Partial<InboundMedia> {
  readonly [key: string]: unknown;
}

/**
 * A call began or ended, or something of it can be fetched.
 *
 * @publicApi
 */
export interface InboundCall {
  /** `wacid.…` */
  readonly id: string;
  readonly event: Open<'connect' | 'terminate'>;
  /** UNIX seconds, as text. */
  readonly timestamp: string;
  readonly direction?: Open<'BUSINESS_INITIATED' | 'USER_INITIATED'>;
  readonly from?: string;
  readonly from_user_id?: string;
  readonly from_parent_user_id?: string;
  readonly to?: string;
  readonly to_user_id?: string;
  readonly to_parent_user_id?: string;
  /** The session, with `connect`. */
  readonly session?: { readonly sdp_type?: Open<'offer' | 'answer'>; readonly sdp?: string };
  /** The status, with `terminate`. */
  readonly status?: Open<'COMPLETED' | 'FAILED'>;
  readonly start_time?: string;
  readonly end_time?: string;
  /** Seconds. */
  readonly duration?: number;
  readonly biz_opaque_callback_data?: string;
  readonly cta_payload?: string;
  readonly deeplink_payload?: string;
  /** The recording, where the call was recorded. */
  readonly call_recording?: InboundCallFile;
  /** The transcript, where one was written. */
  readonly call_transcript?: InboundCallFile;
}

/**
 * A call that the business made rings, or was accepted or rejected.
 *
 * @publicApi
 */
export interface InboundCallStatus extends StatusRecipient {
  readonly id: string;
  readonly type?: Open<'call'>;
  readonly status: Open<'RINGING' | 'ACCEPTED' | 'REJECTED'>;
  /** UNIX seconds, as text. */
  readonly timestamp: string;
  readonly biz_opaque_callback_data?: string;
}
