import type { FastifyInstance, FastifyReply } from 'fastify';
import { textAt } from '../../engine/common/is-record.js';
import { GraphApiError } from '../../engine/errors/graph-api.error.js';
import { missingParameter } from '../../engine/errors/missing-parameter.js';
import { uploadProblem } from '../../engine/media/media-formats.js';
import type { MediaItem } from '../../engine/media/media-store.js';
import type { GraphRequest, GraphRoute } from './routing/graph-call.js';
import { askedOf, queryText } from './routing/graph-call.js';
import { fileAt } from './routing/graph-form.js';
import type { GraphRouter } from './routing/graph-router.js';
import { selectFields, type NodeFields } from './routing/select-fields.js';

/** `ttl_minutes` of an upload. */
const TTL_MINUTES = { min: 60, max: 43_200 };
const MINUTE_MS = 60 * 1000;

/** Uploads, and the download behind the URL of a look-up. */
export function mediaRoutes(server: FastifyInstance, router: GraphRouter): void {
  router.on('POST', '/:phone/media', (request) => upload(router, request), 'media');

  const { state } = router.engine;
  router.node('media', (id) => state.media.find(id, state.clock.now()), {
    GET: (item, request) => mediaNode(router, request, item),
    DELETE: (item, request) => {
      checkOwner(item, request);
      state.media.remove(item);
      return { success: true };
    },
  });

  server.get<Pick<GraphRoute, 'Querystring'>>('/whatsapp_business/attachments/', (request, reply) => {
    router.authentication.check(request);
    const { media, mediaUrls, clock } = router.engine.state;
    const now = clock.now();
    const id = mediaUrls.read(request.query, now);
    const item = id === undefined ? undefined : media.find(id, now);
    if (!item) return reply.status(404).type('text/html').send('<p>The URL has expired.</p>');
    return sendBytes(reply, item, request.headers.range);
  });
}

async function upload(router: GraphRouter, request: GraphRequest): Promise<{ readonly id: string }> {
  const { state } = router.engine;
  const number = state.phoneNumbers.get(request.params.id, 'POST');
  const product = textAt(request.body, 'messaging_product') ?? queryText(request, 'messaging_product');
  if (product !== 'whatsapp') throw missingParameter('messaging_product');
  const file = fileAt(request, 'file');
  const mimeType = file.type || (textAt(request.body, 'type') ?? '');
  const problem = uploadProblem(mimeType, file.size, file.name);
  if (problem !== undefined) throw new GraphApiError({ code: 100, title: problem, details: problem });
  const { id } = state.media.add(
    {
      phoneNumberId: number.number.id,
      source: 'upload',
      mimeType,
      bytes: Buffer.from(await file.arrayBuffer()),
      filename: file.name,
      lifetimeMs: lifetimeMs(textAt(request.body, 'ttl_minutes')),
    },
    state.clock.now(),
  );
  return { id };
}

function lifetimeMs(minutes: string | undefined): number | undefined {
  if (minutes === undefined) return undefined;
  const value = Number(minutes);
  if (Number.isInteger(value) && value >= TTL_MINUTES.min && value <= TTL_MINUTES.max)
    return value * MINUTE_MS;
  throw new GraphApiError({
    code: 100,
    details: `Param ttl_minutes must be a whole number from ${TTL_MINUTES.min} to ${TTL_MINUTES.max}.`,
  });
}

/** The fields of a look-up. */
function mediaNode(router: GraphRouter, request: GraphRequest, item: MediaItem): NodeFields {
  checkOwner(item, request);
  const { mediaUrls, clock } = router.engine.state;
  const node = {
    url: mediaUrls.urlOf(item, clock.now()),
    mime_type: item.mimeType,
    sha256: item.sha256,
    file_size: String(item.bytes.length),
    id: item.id,
    messaging_product: 'whatsapp',
  };
  return selectFields(node, askedOf(request), { type: 'WhatsAppBusinessMedia', defaults: Object.keys(node) });
}

/** @throws GraphApiError 100 where the id is said to be another number's */
function checkOwner(item: MediaItem, request: GraphRequest): void {
  const owner = queryText(request, 'phone_number_id');
  if (owner === undefined || owner === item.phoneNumberId) return;
  throw new GraphApiError({ code: 100, details: 'The media does not belong to this phone number.' });
}

/** The bytes, or the part of them that is asked for. */
export function sendBytes(
  reply: FastifyReply,
  item: Pick<MediaItem, 'bytes' | 'mimeType' | 'filename'>,
  range: string | undefined,
): FastifyReply {
  const { bytes } = item;
  reply.header('accept-ranges', 'bytes').type(item.mimeType);
  if (item.filename !== undefined) {
    reply.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(item.filename)}`);
  }
  const asked = /^bytes=(\d*)-(\d*)$/.exec(range ?? '');
  if (!asked || (asked[1] === '' && asked[2] === '')) return reply.send(bytes);
  const [, from = '', to = ''] = asked;
  const start = from === '' ? Math.max(0, bytes.length - Number(to)) : Number(from);
  const end = from === '' || to === '' ? bytes.length - 1 : Math.min(Number(to), bytes.length - 1);
  if (start > end) return reply.status(416).header('content-range', `bytes */${bytes.length}`).send();
  return reply
    .status(206)
    .header('content-range', `bytes ${start}-${end}/${bytes.length}`)
    .send(bytes.subarray(start, end + 1));
}
