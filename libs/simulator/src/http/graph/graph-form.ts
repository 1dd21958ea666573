import { GraphApiError } from '../../engine/errors/graph-api.error.js';
import type { GraphRequest } from './graph-call.js';

/** Reads a body of multipart/form-data. @throws GraphApiError 100 for any other */
export async function formOf({ headers, body }: GraphRequest): Promise<FormData> {
  if (!Buffer.isBuffer(body)) {
    throw new GraphApiError({
      code: 100,
      title: 'The parameter file is required.',
      details: "Parameter 'file' is required.",
    });
  }
  try {
    const type = headers['content-type'] ?? '';
    return await new Response(Uint8Array.from(body), { headers: { 'content-type': type } }).formData();
  } catch {
    throw new GraphApiError({ code: 100, details: 'The body must be multipart/form-data with a boundary.' });
  }
}
