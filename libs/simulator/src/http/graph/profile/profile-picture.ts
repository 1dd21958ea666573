import type { FastifyInstance } from 'fastify';
import { GraphApiError } from '../../../engine/errors/graph-api.error.js';
import type { SimulatorState } from '../../../engine/state/simulator-state.js';
import { uploadedFile } from '../uploads/uploaded-file.js';

const PATH = '/whatsapp_business/profile_pictures';

/**
 * Returns what a profile shows of an uploaded picture.
 * @throws GraphApiError 100 for a handle that is not a picture's
 */
export function profilePicture(
  state: SimulatorState,
  handle: string,
): { readonly profile_picture_url: string } | undefined {
  const file = uploadedFile(state, handle, 'profile_picture_handle');
  if (!file) return undefined;
  if (!file.mimeType.startsWith('image/')) {
    throw new GraphApiError({
      code: 100,
      details: 'Param profile_picture_handle must be that of a picture.',
    });
  }
  return { profile_picture_url: `${state.mediaUrls.base}${PATH}/${encodeURIComponent(handle)}` };
}

/** Shows the pictures to everybody who has their address. */
export function profilePictureRoute(server: FastifyInstance, { uploads }: SimulatorState): void {
  server.get<{ Params: { readonly handle: string } }>(`${PATH}/:handle`, ({ params }, reply) => {
    const file = uploads.file(params.handle);
    return file ? reply.type(file.mimeType).send(file.bytes) : reply.status(404).send();
  });
}
