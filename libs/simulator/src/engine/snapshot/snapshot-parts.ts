import type { NumberSettings, QrCode } from '../account/number-settings.js';
import type { Call } from '../calls/call-book.js';
import type { FaultOrder } from '../faults/fault-order.js';
import type { AcceptedReadReceipt } from '../messages/accepted-message.js';
import type { IdsPosition } from '../random/ids.js';
import type { UploadedFile, UploadSession } from '../uploads/upload-session.js';

/** Bytes in a snapshot. */
interface Base64 {
  readonly base64: string;
}

/** A fault in a snapshot, with how often it has hit. */
export interface FaultSnapshot {
  readonly id: string;
  readonly order: FaultOrder;
  readonly chances: number;
  readonly hits: number;
  /** `null`: without an end. */
  readonly left: number | null;
}

/** A call in a snapshot; one that runs has ended. */
export type CallSnapshot = Omit<Call, 'person'> & { readonly personId: string };

/** A read receipt in a snapshot. */
export type ReadReceiptSnapshot = Omit<AcceptedReadReceipt, 'acceptedAt'> & { readonly acceptedAt: string };

/** The settings of a number, in a snapshot. */
export type NumberSettingsSnapshot = Omit<NumberSettings, 'qrCodes' | 'syncs'> & {
  readonly phoneNumberId: string;
  readonly qrCodes: readonly QrCode[];
  readonly syncs: readonly string[];
};

/** The settings of the account and its numbers, in a snapshot. */
export interface SettingsSnapshot {
  readonly insightsEnabled: boolean;
  readonly marketingDisabled: boolean;
  readonly further: Readonly<Record<string, unknown>>;
  readonly numbers: readonly NumberSettingsSnapshot[];
}

/** Uploads in a snapshot, whole ones and others. */
export interface UploadsSnapshot {
  readonly sessions: readonly (Omit<UploadSession, 'bytes'> & Base64)[];
  readonly files: readonly (Omit<UploadedFile, 'bytes'> & Base64)[];
}

/** A file behind a link, in a snapshot. */
export type LinkedFileSnapshot = Base64 & {
  readonly link: string;
  readonly mimeType: string;
  readonly caching?: Readonly<Record<string, string>> | undefined;
};

/** Times that limits are counted by, of a person, a number or a flow; in milliseconds since 1970, oldest first. */
export interface TimesSnapshot {
  readonly id: string;
  readonly at: readonly number[];
}

/** The counts for limits. */
export interface CountsSnapshot {
  /** The users whom the business reached of itself, by user id. */
  readonly reached: readonly TimesSnapshot[];
  /** Marketing, by user id. */
  readonly marketing: readonly TimesSnapshot[];
  /** Messages both ways, by phone number id. */
  readonly traffic: readonly TimesSnapshot[];
  /** Messages with throttled flows, by flow. */
  readonly flows: readonly TimesSnapshot[];
}

/** The positions of the generators of ids and random numbers. */
export interface RandomSnapshot {
  readonly lots: number;
  readonly ids: IdsPosition;
  readonly faults: number;
}
