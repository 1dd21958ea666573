import { MESSAGE_SCHEMAS } from '../../schemas/message-schemas.js';
import { GraphApiError } from '../errors/graph-api.error.js';

/**
 * The type of a message. Where `type` is left out, the content key that is there names it; older pages say that
 * the default is text.
 * @throws GraphApiError 100 where there are several content keys, or where `type` is not a string
 */
export function messageType(body: Readonly<Record<string, unknown>>): string {
  const type = body['type'];
  if (typeof type === 'string') return type;
  if (type !== undefined) {
    throw new GraphApiError({
      code: 100,
      title: 'Param type must be a string.',
      details: 'Param type must be a string.',
    });
  }
  const contents = Object.keys(body).filter((key) => MESSAGE_SCHEMAS.has(key));
  if (contents.length > 1) {
    throw new GraphApiError({
      code: 100,
      title: 'The parameter type is required.',
      details: `Parameter 'type' is required: the message holds ${contents.join(', ')}.`,
    });
  }
  return contents[0] ?? 'text';
}
