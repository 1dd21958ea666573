import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { GraphStreamBody } from '../../graph/index.js';
import type { StagedMedia } from '../source/staged-media.js';

/** A `multipart/form-data` body with one file, and its content type. */
export interface MultipartBody extends GraphStreamBody {
  readonly contentType: string;
}

/** The file of a form. */
export interface MultipartFile {
  readonly media: StagedMedia;
  readonly mimeType: string;
  readonly filename: string;
}

/** Writes a form with the file in its last part (RFC 7578); its length is known beforehand, and the file is read as it is sent. */
export function multipartBody(fields: Readonly<Record<string, string>>, file: MultipartFile): MultipartBody {
  const boundary = `whatsapp-${randomUUID()}`;
  const texts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const head = Buffer.from(
    `${texts.join('')}--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${escaped(file.filename)}"\r\nContent-Type: ${file.mimeType}\r\n\r\n`,
  );
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  async function* parts(): AsyncIterable<Uint8Array> {
    yield head;
    yield* file.media.open() as AsyncIterable<Uint8Array>;
    yield tail;
  }
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    contentLength: head.length + file.media.size + tail.length,
    open: () => Readable.from(parts(), { objectMode: false }),
  };
}

/** Escapes a file name as browsers do, so that it cannot end its header. */
function escaped(filename: string): string {
  return filename.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
