import type { FastifyInstance } from 'fastify';
import { sampleMedia } from '../engine/media/sample-media.js';
import type { ToolAccess } from './access/tool-access.js';

/** The kind of sample that each file name gives. */
const SAMPLES = {
  'image.png': 'image',
  'video.mp4': 'video',
  'audio.ogg': 'audio',
  'document.pdf': 'document',
  'sticker.webp': 'sticker',
} as const;

/** Serves a small file of each kind below `/simulator/samples`, for messages that name files by links. */
export function addSampleRoutes(server: FastifyInstance, { guardPage }: ToolAccess): void {
  for (const [name, kind] of Object.entries(SAMPLES)) {
    server.get(`/simulator/samples/${name}`, { onRequest: guardPage }, (_request, reply) => {
      const { mimeType, bytes } = sampleMedia(kind);
      return reply.type(mimeType).send(bytes);
    });
  }
}
