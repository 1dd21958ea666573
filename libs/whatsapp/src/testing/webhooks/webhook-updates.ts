import type { WebhookUpdate } from './webhook-update.js';
import { contactFixture, idsOf, type WebhookUser } from './webhook-people.js';

/** Options of a test message. */
export interface WebhookMessageOptions {
  /** @default a user with the phone number 16505551234 */
  readonly user?: WebhookUser;
  /** @default an id of its own */
  readonly id?: string;
  /** UNIX seconds. @default 1767225600 (2026-01-01T00:00:00Z) */
  readonly timestamp?: number;
  /** The message that it quotes. */
  readonly quotes?: string;
  readonly groupId?: string;
  /** Any further key of the message. */
  readonly extra?: Readonly<Record<string, unknown>>;
}

/** Options of a test status. */
export interface WebhookStatusOptions {
  readonly user?: WebhookUser;
  /** The message that it is of. @default an id of its own */
  readonly id?: string;
  /** UNIX seconds. @default 1767225600 (2026-01-01T00:00:00Z) */
  readonly timestamp?: number;
  readonly extra?: Readonly<Record<string, unknown>>;
}

const newYear2026 = 1_767_225_600;

/**
 * A message of any type: `inboundMessage('sticker', { id: '123', mime_type: 'image/webp' })`. Its content stands under the key
 * that the type names.
 *
 * @publicApi
 */
export function inboundMessage(
  type: string,
  content?: unknown,
  options: WebhookMessageOptions = {},
): WebhookUpdate {
  const { user = {}, id = wamid(), timestamp = newYear2026, quotes, groupId, extra } = options;
  const { waId, userId } = idsOf(user);
  return {
    field: 'messages',
    list: 'messages',
    contact: type === 'system' ? undefined : contactFixture(user),
    content: {
      ...(waId !== undefined && { from: waId }),
      ...(userId !== undefined && { from_user_id: userId }),
      id,
      timestamp: String(timestamp),
      type,
      ...(content !== undefined && { [type]: content }),
      ...(quotes !== undefined && { context: { from: '15550783881', id: quotes } }),
      ...(groupId !== undefined && { group_id: groupId }),
      ...extra,
    },
  };
}

/**
 * A text.
 *
 * @publicApi
 */
export function textMessage(body: string, options?: WebhookMessageOptions): WebhookUpdate {
  return inboundMessage('text', { body }, options);
}

/**
 * A tap on a reply button.
 *
 * @publicApi
 */
export function buttonReply(id: string, title: string, options?: WebhookMessageOptions): WebhookUpdate {
  return inboundMessage('interactive', { type: 'button_reply', button_reply: { id, title } }, options);
}

/**
 * A row chosen from a list.
 *
 * @publicApi
 */
export function listReply(id: string, title: string, options?: WebhookMessageOptions): WebhookUpdate {
  return inboundMessage('interactive', { type: 'list_reply', list_reply: { id, title } }, options);
}

/**
 * An emoji put on a message; without one it is taken off.
 *
 * @publicApi
 */
export function reaction(messageId: string, emoji?: string, options?: WebhookMessageOptions): WebhookUpdate {
  return inboundMessage(
    'reaction',
    { message_id: messageId, ...(emoji !== undefined && { emoji }) },
    options,
  );
}

/**
 * A place.
 *
 * @publicApi
 */
export function locationMessage(
  latitude: number,
  longitude: number,
  options?: WebhookMessageOptions,
): WebhookUpdate {
  return inboundMessage('location', { latitude, longitude }, options);
}

/**
 * A picture, a video, a sound, a document or a sticker.
 *
 * @publicApi
 */
export function mediaMessage(
  type: 'image' | 'video' | 'audio' | 'document' | 'sticker',
  media: Readonly<Record<string, unknown>> = {},
  options?: WebhookMessageOptions,
): WebhookUpdate {
  const mimeTypes = {
    image: 'image/jpeg',
    video: 'video/mp4',
    audio: 'audio/ogg; codecs=opus',
    document: 'application/pdf',
    sticker: 'image/webp',
  };
  return inboundMessage(type, { id: '1003383421387256', mime_type: mimeTypes[type], ...media }, options);
}

/**
 * A status of a message that the business sent: `messageStatus('delivered', { id: result.messageId })`.
 *
 * @publicApi
 */
export function messageStatus(status: string, options: WebhookStatusOptions = {}): WebhookUpdate {
  const { user = {}, id = wamid(), timestamp = newYear2026, extra } = options;
  const { waId, userId } = idsOf(user);
  return {
    field: 'messages',
    list: 'statuses',
    contact: status === 'failed' ? undefined : contactFixture(user),
    content: {
      id,
      status,
      timestamp: String(timestamp),
      ...(waId !== undefined && { recipient_id: waId }),
      ...(userId !== undefined && { recipient_user_id: userId }),
      ...extra,
    },
  };
}

/**
 * The status `failed` with one of Meta's error codes.
 *
 * @publicApi
 */
export function failedStatus(code: number, title: string, options: WebhookStatusOptions = {}): WebhookUpdate {
  const errors = [{ code, title, message: title, error_data: { details: title } }];
  return messageStatus('failed', { ...options, extra: { errors, ...options.extra } });
}

/**
 * A change of any other webhook field.
 *
 * @publicApi
 */
export function fieldChange(field: string, value: Readonly<Record<string, unknown>>): WebhookUpdate {
  return { field, content: value };
}

function wamid(): string {
  return `wamid.${globalThis.crypto.randomUUID().replaceAll('-', '').toUpperCase()}`;
}
