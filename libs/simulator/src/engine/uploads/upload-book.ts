import { GraphApiError } from '../errors/graph-api.error.js';
import type { Ids } from '../random/ids.js';
import type { UploadedFile, UploadSession } from './upload-session.js';

/** The most sessions, and the most whole files, that are kept. */
const LIMIT = 100;
const CODE_LENGTH = 24;

/** Files by Meta's Resumable Upload API. */
export class UploadBook {
  private readonly sessions = new Map<string, UploadSession>();
  private readonly files = new Map<string, UploadedFile>();

  constructor(private readonly ids: Ids) {}

  /** The files that are being uploaded, and those that are whole, oldest first. */
  get all(): { readonly sessions: UploadSession[]; readonly files: UploadedFile[] } {
    return { sessions: [...this.sessions.values()], files: [...this.files.values()] };
  }

  putSession(session: UploadSession): void {
    keep(this.sessions, session.id, session);
  }

  putFile(file: UploadedFile): void {
    keep(this.files, file.handle, file);
  }

  clear(): void {
    this.sessions.clear();
    this.files.clear();
  }

  open(file: Pick<UploadSession, 'fileName' | 'fileLength' | 'mimeType'>): UploadSession {
    const session: UploadSession = {
      ...file,
      id: `upload:${this.ids.code(CODE_LENGTH)}`,
      signature: this.ids.code(CODE_LENGTH),
      bytes: Buffer.alloc(0),
    };
    this.putSession(session);
    return session;
  }

  /** @param id with or without the signature behind it */
  find(id: string): UploadSession | undefined {
    return this.sessions.get(id.split('?', 1)[0] ?? '');
  }

  /**
   * Adds bytes to a file.
   * @returns the file once it is whole
   * @throws GraphApiError 100 for an offset that is not the next one, or more bytes than were announced
   */
  append(session: UploadSession, offset: number, bytes: Buffer): UploadedFile | undefined {
    const { fileLength, mimeType } = session;
    if (offset !== session.bytes.length) {
      throw new GraphApiError({
        code: 100,
        details: `file_offset must be ${session.bytes.length}, the bytes that have arrived, not ${offset}.`,
      });
    }
    if (offset + bytes.length > fileLength) {
      throw new GraphApiError({
        code: 100,
        details: `The file has more than the ${fileLength} bytes of file_length.`,
      });
    }
    session.bytes = Buffer.concat([session.bytes, bytes]);
    if (session.bytes.length < fileLength) return undefined;
    const type = Buffer.from(mimeType).toString('base64');
    const file = { handle: `4::${type}:${this.ids.code(CODE_LENGTH)}`, mimeType, bytes: session.bytes };
    this.sessions.delete(session.id);
    this.putFile(file);
    return file;
  }

  /** The file of a handle. */
  file(handle: string): UploadedFile | undefined {
    return this.files.get(handle);
  }
}

function keep<T>(items: Map<string, T>, key: string, item: T): void {
  items.set(key, item);
  const [oldest] = items.keys();
  if (items.size > LIMIT && oldest !== undefined) items.delete(oldest);
}
