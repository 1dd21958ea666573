import { isRecord, recordAt, recordsAt, textAt } from '../common/is-record.js';
import type { MediaKind } from './media-formats.js';

/** A file that a message names, by an uploaded id or by a link. */
export interface NamedMedia {
  readonly kind: MediaKind;
  readonly id: string | undefined;
  readonly link: string | undefined;
}

const KINDS = [
  'image',
  'audio',
  'video',
  'document',
  'sticker',
  'gif',
] as const satisfies readonly MediaKind[];
const NONE: readonly NamedMedia[] = [];

/** The files of a message: its own, those of an interactive header or cards, those of a template's headers. */
export function namedMedia(type: string, request: Readonly<Record<string, unknown>>): readonly NamedMedia[] {
  switch (type) {
    case 'image':
    case 'audio':
    case 'video':
    case 'document':
    case 'sticker':
      return mediaIn(request);
    case 'interactive': {
      const interactive = recordAt(request, 'interactive');
      const cards = recordsAt(recordAt(interactive, 'action'), 'cards');
      return [interactive, ...cards].flatMap((part) => mediaIn(recordAt(part, 'header')));
    }
    case 'template': {
      const components = recordsAt(recordAt(request, 'template'), 'components');
      const cards = components.flatMap((component) => recordsAt(component, 'cards'));
      return [...components, ...cards.flatMap((card) => recordsAt(card, 'components'))].flatMap((component) =>
        recordsAt(component, 'parameters').flatMap(mediaIn),
      );
    }
    default:
      return NONE;
  }
}

function mediaIn(part: Readonly<Record<string, unknown>>): NamedMedia[] {
  return KINDS.flatMap((kind) => {
    const file = part[kind];
    return isRecord(file) ? [{ kind, id: textAt(file, 'id'), link: textAt(file, 'link') }] : [];
  });
}
