import { GraphApiError } from '../../../engine/errors/graph-api.error.js';
import type { UploadSession } from '../../../engine/uploads/upload-session.js';
import { textAt } from '../../../engine/common/is-record.js';
import { object, oneOf, STRING, text } from '../../../schemas/shared/json-schema.js';
import { checkApp } from '../apps/check-app.js';
import type { GraphRequest } from '../routing/graph-call.js';
import type { GraphRouter } from '../routing/graph-router.js';

const NEW_UPLOAD = object(
  {
    file_length: { type: 'integer', minimum: 1 },
    file_type: oneOf('application/pdf', 'image/jpeg', 'image/jpg', 'image/png', 'video/mp4'),
  },
  { file_name: text(), session_type: STRING },
);

type Answer = Readonly<Record<string, unknown>>;

/** Uploads in pieces, for the samples of templates and for profile pictures. */
export function uploadRoutes(router: GraphRouter): void {
  const { uploads } = router.engine.state;

  router.on('POST', '/:app/uploads', (request) => {
    checkApp(router, request);
    const body = router.bodies.read(request, NEW_UPLOAD);
    const { id, signature } = uploads.open({
      fileName: textAt(body, 'file_name') ?? '',
      fileLength: Number(body['file_length']),
      mimeType: textAt(body, 'file_type') ?? '',
    });
    return { id: `${id}?sig=${signature}` };
  });

  router.node('upload', (id) => uploads.find(id), {
    GET: (session): Answer => ({
      id: `${session.id}?sig=${session.signature}`,
      file_offset: session.bytes.length,
    }),
    POST: (session, request) => append(router, session, request),
  });
}

function append(router: GraphRouter, session: UploadSession, { headers, body }: GraphRequest): Answer {
  const offset = headers['file_offset'];
  if (typeof offset !== 'string' || !/^\d+$/.test(offset) || !Buffer.isBuffer(body)) {
    throw new GraphApiError({
      code: 100,
      details:
        'The header file_offset must be a whole number, and the body the bytes of the file from there on.',
    });
  }
  const file = router.engine.state.uploads.append(session, Number(offset), body);
  return file ? { h: file.handle } : { id: session.id, file_offset: session.bytes.length };
}
