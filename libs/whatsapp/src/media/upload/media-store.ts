/** An upload that may be used again; plain JSON, so that a store can write it down. */
export interface StoredUpload {
  /** Meta's id of the file. */
  readonly id: string;
  /** Milliseconds since the UNIX epoch from which it is not used any more: some time before Meta forgets it. */
  readonly reusableUntil: number;
}

/**
 * Remembers uploads, so that the same bytes are not sent to Meta again, and which messages show them. May forget anything, and may
 * fail: then a file is uploaded once more.
 *
 * @publicApi
 */
export abstract class MediaStore {
  /** The upload under a key, if it may still be used. */
  abstract find(key: string): Promise<StoredUpload | undefined>;

  /** Keeps an upload of a business number until `reusableUntil`, in place of an earlier one. */
  abstract keep(key: string, phoneNumberId: string, upload: StoredUpload): Promise<void>;

  /** Meta does not know this id any more: nothing uses it again. Whether it was kept is told. */
  abstract forget(phoneNumberId: string, id: string): Promise<boolean>;

  /** A message shows these uploads. Only ids that are kept need be remembered. */
  abstract noteSent(phoneNumberId: string, messageId: string, ids: readonly string[]): Promise<void>;

  /** The uploads that a message shows, as far as it is remembered. */
  abstract sentWith(phoneNumberId: string, messageId: string): Promise<readonly string[]>;
}
