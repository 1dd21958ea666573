import { isRecord, textAt } from '../common/is-record.js';
import type { MediaKind } from '../media/media-formats.js';
import { sampleMedia } from '../media/sample-media.js';
import { messageAtHand, type ActionContext } from './action-context.js';
import { ActionError } from '../errors/action.error.js';
import type { Inbound } from './inbound-messages.js';
import type { ActionOf } from './person-action.js';

const MEDIA = ['image', 'video', 'audio', 'document', 'sticker'] as const satisfies readonly MediaKind[];
const OTHERS = new Set(['text', 'location', 'contacts', 'order']);
/** The error that Meta reports for a message that the API cannot show. */
const UNSUPPORTED = {
  code: 131051,
  title: 'Message type unknown',
  message: 'Message type unknown',
  error_data: { details: 'Message type is currently not supported.' },
};

/** The messages that a person sends of their own accord. */
export function freeMessage(context: ActionContext, action: ActionOf<'send'>): Inbound {
  const { message, forwarded, frequentlyForwarded, referral, referredProduct, replyTo } = action;
  // A message that the history has no more can be quoted still: the phone keeps it.
  if (context.state.history.get(replyTo ?? '')) messageAtHand(context, replyTo ?? '');
  return {
    ...contentOf(context, message),
    quotes: replyTo,
    context: {
      ...(forwarded ? { forwarded: true } : {}),
      ...(frequentlyForwarded ? { frequently_forwarded: true } : {}),
      ...(referredProduct ? { referred_product: referredProduct } : {}),
    },
    ...(referral ? { further: { referral } } : {}),
    ...(message.type === 'unsupported' ? { further: { errors: [UNSUPPORTED] } } : {}),
  };
}

function contentOf(context: ActionContext, message: ActionOf<'send'>['message']): Inbound {
  const { type } = message;
  const content = message[type];
  const kind = MEDIA.find((one) => one === type);
  if (kind) return { type, content: mediaContent(context, kind, isRecord(content) ? content : {}) };
  if (type === 'unsupported') return { type, content: isRecord(content) ? content : { type: 'unknown' } };
  if (!OTHERS.has(type)) throw new ActionError(`People send no messages of type "${type}".`);
  if (typeof content !== 'object' || content === null) {
    throw new ActionError(`A message of type "${type}" needs its content under "${type}".`);
  }
  return { type, content };
}

function mediaContent(
  { state, number }: ActionContext,
  kind: (typeof MEDIA)[number],
  given: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const sample = sampleMedia(kind);
  const data = textAt(given, 'data');
  const now = state.clock.now();
  const item = state.media.add(
    {
      phoneNumberId: number.number.id,
      source: 'inbound',
      mimeType: textAt(given, 'mime_type') ?? sample.mimeType,
      bytes: data === undefined ? sample.bytes : Buffer.from(data, 'base64'),
      filename: textAt(given, 'filename'),
    },
    now,
  );
  const { data: _data, ...further } = given;
  return {
    ...(kind === 'audio' ? { voice: false } : {}),
    ...(kind === 'sticker' ? { animated: false } : {}),
    ...(kind === 'document' ? { filename: 'document.pdf' } : {}),
    ...further,
    mime_type: item.mimeType,
    sha256: Buffer.from(item.sha256, 'hex').toString('base64'),
    id: item.id,
    url: state.mediaUrls.urlOf(item, now),
  };
}
