import { dig, textAt } from '../format/read-json.js';
import type { FlowListItem, FlowOption, FlowPicture } from './flow-part.js';

/** The first characters of a picture's bytes in base64, and what they are. */
const KINDS = [
  ['iVBOR', 'png'],
  ['/9j/', 'jpeg'],
  ['UklGR', 'webp'],
  ['R0lGO', 'gif'],
] as const;

/** A `data:` address for bytes in base64; pictures elsewhere are not shown, because this page asks no other host. */
export function pictureAddress(source: string | undefined): string | undefined {
  if (source === undefined || source === '') return undefined;
  if (/^data:image\/(png|jpeg|webp|gif);base64,/.test(source)) return source;
  const kind = KINDS.find(([start]) => source.startsWith(start))?.[1];
  return kind === undefined ? undefined : `data:image/${kind};base64,${source}`;
}

/** `{ src, "alt-text" }` */
export function flowPicture(value: unknown): FlowPicture {
  return { source: pictureAddress(textAt(value, 'src')), alt: textAt(value, 'alt-text') ?? 'Picture' };
}

/** `{ id, title, description?, metadata?, enabled?, image? }` */
export function flowOption(value: unknown): FlowOption {
  const id = textAt(value, 'id') ?? '';
  return {
    id,
    title: textAt(value, 'title') ?? id,
    description: textAt(value, 'description'),
    metadata: textAt(value, 'metadata'),
    enabled: dig(value, 'enabled') !== false,
    image: pictureAddress(textAt(value, 'image')),
  };
}

/** `{ id, "main-content": { title, … }, start?, end?, "on-click-action"? }`; without an action of its own it has the list's. */
export function flowListItem(value: unknown, listAction: unknown): FlowListItem {
  const main = flowOption(dig(value, 'main-content'));
  const end = [
    textAt(value, 'end', 'title'),
    textAt(value, 'end', 'description'),
    textAt(value, 'end', 'metadata'),
  ];
  return {
    ...main,
    id: textAt(value, 'id') ?? '',
    description:
      [main.description, main.metadata].filter((text) => text !== undefined).join('\n') || undefined,
    metadata: [...end, textAt(value, 'badge')].filter((text) => text !== undefined).join(' ') || undefined,
    image: pictureAddress(textAt(value, 'start', 'image')),
    action: dig(value, 'on-click-action') ?? listAction,
  };
}
