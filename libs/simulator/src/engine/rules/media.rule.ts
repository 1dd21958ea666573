import { GraphApiError } from '../errors/graph-api.error.js';
import { mediaFormatProblem } from '../media/media-formats.js';
import { namedMedia } from '../media/named-media.js';
import type { SendRule } from './send-rule.js';

/**
 * An uploaded id exists, is not expired and belongs to the sending number: refused at once, as 131009. That its
 * type, size and first bytes suit the kind of message is found out late, as 131053.
 */
export const media: SendRule = {
  name: 'media',
  refuse: ({ state, type, request, sender, now }) => {
    for (const { id, kind } of namedMedia(type, request)) {
      if (id === undefined) continue;
      const item = state.media.find(id, now);
      if (item?.phoneNumberId === sender.number.id) continue;
      throw new GraphApiError({
        code: 131009,
        details: `Param ${kind}['id']: the media id is unknown, expired, or of another number.`,
      });
    }
  },
  fail: ({ state, type, request, now }) => {
    for (const { id, kind } of namedMedia(type, request)) {
      const item = id === undefined ? undefined : state.media.find(id, now);
      const problem = item ? mediaFormatProblem(kind, item.mimeType, item.bytes) : undefined;
      if (problem !== undefined) return { code: 131053, details: problem };
    }
    return undefined;
  },
};
