/** A file that is being uploaded in pieces. */
export interface UploadSession {
  /** `upload:…`, without the signature that stands behind it in Meta's answer. */
  readonly id: string;
  readonly signature: string;
  readonly fileName: string;
  readonly fileLength: number;
  readonly mimeType: string;
  bytes: Buffer;
}

/** A file that is whole: its handle can be used in templates and profiles. */
export interface UploadedFile {
  readonly handle: string;
  readonly mimeType: string;
  readonly bytes: Buffer;
}
