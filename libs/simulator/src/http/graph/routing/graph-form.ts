import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isRecord } from '../../../engine/common/is-record.js';
import { GraphApiError } from '../../../engine/errors/graph-api.error.js';
import { missingParameter } from '../../../engine/errors/missing-parameter.js';
import { carriesBytes } from './upload-body.js';

/** The most that may be uploaded, in bytes: a document of 100 MB, and the form around it. */
export const UPLOAD_LIMIT = 101 * 1024 * 1024;

/** Reads bodies of multipart/form-data, which Graph takes for every call: texts and files by their names. */
export function addFormParser(server: FastifyInstance): void {
  server.addContentTypeParser(
    'multipart/form-data',
    { parseAs: 'buffer', bodyLimit: UPLOAD_LIMIT },
    async (request: FastifyRequest, body: Buffer) => (carriesBytes(request) ? body : formOf(request, body)),
  );
}

/** A file that a form carries. @throws GraphApiError 100 where it has none of this name */
export function fileAt({ body }: Pick<FastifyRequest, 'body'>, name: string): File {
  const file = isRecord(body) ? body[name] : undefined;
  if (file instanceof File) return file;
  throw missingParameter(name);
}

async function formOf({ headers }: FastifyRequest, body: Buffer): Promise<Readonly<Record<string, unknown>>> {
  try {
    const type = headers['content-type'] ?? '';
    const form = await new Response(Uint8Array.from(body), { headers: { 'content-type': type } }).formData();
    return Object.fromEntries(form);
  } catch {
    throw new GraphApiError({ code: 100, details: 'The body must be multipart/form-data with a boundary.' });
  }
}
