import type { MessageView } from '../../../src/control/api/index.js';
import { plainText } from './format-text.js';
import { listAt, textAt } from './read-json.js';

const NAMES: Readonly<Record<string, string>> = {
  image: '📷 Photo',
  video: '🎬 Video',
  audio: '🎵 Audio',
  document: '📄 Document',
  sticker: '🏷️ Sticker',
  location: '📍 Location',
  contacts: '👤 Contact',
  order: '🛒 Order',
  unsupported: 'Unsupported message',
  system: 'System message',
};

/** A message in a few words: for the list of people, quotes and names for screen readers. */
export function messageSummary(message: MessageView): string {
  if (message.revoked) return 'Deleted message';
  const { type, content, template } = message;
  switch (type) {
    case 'text':
      return plainText(textAt(content, 'body') ?? '');
    case 'image':
    case 'video':
    case 'document':
      return textAt(content, 'caption') ?? textAt(content, 'filename') ?? NAMES[type] ?? type;
    case 'location':
      return withName('📍', textAt(content, 'name'), NAMES[type] ?? type);
    case 'contacts':
      return withName('👤', textAt(listAt(content)[0], 'name', 'formatted_name'), NAMES[type] ?? type);
    case 'reaction':
      return textAt(content, 'emoji') ? `Reacted ${textAt(content, 'emoji')}` : 'Removed a reaction';
    case 'button':
      return textAt(content, 'text') ?? 'Button';
    case 'interactive':
      return interactiveSummary(content);
    case 'template':
      return template?.body === undefined
        ? `Template ${template?.name ?? textAt(content, 'name') ?? ''}`
        : plainText(template.body);
    case 'system':
      return textAt(content, 'body') ?? 'System message';
    default:
      return NAMES[type] ?? type;
  }
}

function withName(icon: string, name: string | undefined, otherwise: string): string {
  return name === undefined ? otherwise : `${icon} ${name}`;
}

function interactiveSummary(content: unknown): string {
  const type = textAt(content, 'type') ?? '';
  const answer = textAt(content, type, 'title');
  if (answer !== undefined) return answer;
  if (type === 'nfm_reply') return textAt(content, type, 'body') ?? 'Form';
  if (type === 'call_permission_reply')
    return textAt(content, type, 'response') === 'accept' ? 'Calls allowed' : 'Calls not allowed';
  return plainText(textAt(content, 'body', 'text') ?? type.replaceAll('_', ' '));
}
