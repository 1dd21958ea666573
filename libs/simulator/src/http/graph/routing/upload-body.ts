import type { FastifyInstance, FastifyRequest } from 'fastify';

/** The most that one request may carry, in bytes: a document of 100 MB. */
const UPLOAD_LIMIT = 100 * 1024 * 1024;

/** Whether a request carries the bytes of a file: of whatever type they are said to be, the header tells. */
export function carriesBytes({ headers }: FastifyRequest): boolean {
  return headers['file_offset'] !== undefined;
}

/** Takes bodies of any type in as they are, where they are a file's bytes. */
export function addUploadParser(server: FastifyInstance): void {
  server.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: UPLOAD_LIMIT }, (request, body, done) => {
    if (carriesBytes(request)) return done(null, body);
    const type = request.headers['content-type'] ?? 'none';
    done(Object.assign(new Error(`Unsupported Media Type: ${type}`), { statusCode: 415 }));
  });
}
