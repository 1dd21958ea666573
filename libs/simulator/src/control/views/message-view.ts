import { recordAt, textAt } from '../../engine/common/is-record.js';
import { graphErrorEntry } from '../../engine/errors/graph-error-codes.js';
import { stateAt, type GroupReceipt, type MessageRecord } from '../../engine/history/message-record.js';
import { hiddenQuote } from '../../engine/history/quote.js';
import type { SimulatorState } from '../../engine/state/simulator-state.js';
import type { MessageView, QuoteView, ReactionView, ReceiptView } from '../api/index.js';
import { iso } from './time.js';

const PREVIEW_MAX = 160;

/** A message as the control API shows it. */
export function messageView(record: MessageRecord, state: SimulatorState): MessageView {
  const { accepted, failure } = record;
  return {
    id: record.id,
    direction: record.direction,
    personId: record.person.userId,
    phoneNumberId: record.phoneNumberId,
    ...(record.groupId === undefined ? {} : { groupId: record.groupId }),
    ...(record.receipts ? { receipts: record.receipts.map(receiptView) } : {}),
    type: record.type,
    content: record.revoked ? null : (record.content ?? null),
    at: iso(record.at),
    state: stateAt(record, state.clock.now()),
    steps: record.steps.map((step) => ({ state: step.state, at: iso(step.at) })),
    ...(failure
      ? {
          failure: {
            code: failure.code,
            title: graphErrorEntry(failure.code).title,
            details: failure.details,
          },
        }
      : {}),
    ...(record.quotes === undefined ? {} : { quote: quoteView(record, record.quotes, state) }),
    reactions: reactions(record),
    edited: record.edited,
    revoked: record.revoked,
    forwarded: record.forwarded,
    ...(record.rendered ? { template: record.rendered } : {}),
    ...(accepted ? { request: accepted.body, response: record.response } : {}),
    webhookIds: record.webhookIds,
  };
}

function quoteView(record: MessageRecord, messageId: string, state: SimulatorState): QuoteView {
  const hiddenBecause = hiddenQuote(record, state.history);
  const quoted = state.history.get(messageId);
  const text = quoted && !quoted.revoked ? previewOf(quoted) : undefined;
  return {
    messageId,
    shown: hiddenBecause === undefined,
    ...(hiddenBecause === undefined ? {} : { hiddenBecause }),
    ...(quoted ? { direction: quoted.direction, type: quoted.type } : {}),
    ...(text === undefined ? {} : { text }),
  };
}

/** The beginning of what a message says. */
export function previewOf(record: MessageRecord): string | undefined {
  const { content, rendered } = record;
  const text =
    rendered?.body ??
    textAt(content, 'body') ??
    textAt(content, 'caption') ??
    textAt(content, 'text') ??
    textAt(content, 'filename') ??
    textAt(recordAt(content, 'body'), 'text') ??
    textAt(recordAt(content, 'button_reply'), 'title') ??
    textAt(recordAt(content, 'list_reply'), 'title') ??
    textAt(content, 'name');
  return text?.slice(0, PREVIEW_MAX);
}

function reactions({ reactions: { business, people = {} } }: MessageRecord): ReactionView[] {
  return [
    ...(business === undefined ? [] : [{ from: 'business' as const, emoji: business }]),
    ...Object.entries(people).map(([personId, emoji]) => ({ from: 'person' as const, personId, emoji })),
  ];
}

function receiptView({ userId, deliveredAt, readAt }: GroupReceipt): ReceiptView {
  return {
    personId: userId,
    ...(deliveredAt === undefined ? {} : { deliveredAt: iso(deliveredAt) }),
    ...(readAt === undefined ? {} : { readAt: iso(readAt) }),
  };
}
