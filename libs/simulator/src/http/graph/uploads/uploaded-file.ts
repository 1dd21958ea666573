import { GraphApiError } from '../../../engine/errors/graph-api.error.js';
import type { SimulatorState } from '../../../engine/state/simulator-state.js';
import type { UploadedFile } from '../../../engine/uploads/upload-session.js';

/**
 * The file of a handle.
 * @returns `undefined` for a handle that nobody has been given, where the rule `media` lets that pass
 * @throws GraphApiError 100 where it does not
 */
export function uploadedFile(state: SimulatorState, handle: string, param: string): UploadedFile | undefined {
  const file = state.uploads.file(handle);
  if (file || !state.rules.media) return file;
  throw new GraphApiError({
    code: 100,
    title: 'Invalid parameter',
    details: `Param ${param} must be a handle ("h") that an upload to /${state.options.appId}/uploads has ended with.`,
  });
}
