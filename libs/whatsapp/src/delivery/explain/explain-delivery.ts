import { explainFailure, type ExplanationText } from './explain-failure.js';
import { explainGroup } from './explain-group.js';
import type { DeliveryRecord, DeliveryState } from '../records/delivery-record.js';
import { deliveryStateOf, isDoneWhenSent } from '../records/delivery-state.js';

/**
 * The state of a message and the reason for it.
 *
 * @publicApi
 */
export interface DeliveryExplanation {
  readonly messageId?: string;
  readonly state: DeliveryState;
  /** A description of the state, in a sentence or two. */
  readonly what: string;
  /** The remedy. */
  readonly advice: string;
  /** Meta's code, where it failed, in a group for a participant, or where Meta warns of something. */
  readonly code?: number;
}

/** A phone that is on answers within seconds. */
const usualMs = 60_000;

/** The text for a state that is always the same; the others depend on the message. */
const wordsOf: Readonly<
  Record<Exclude<DeliveryState, 'accepted' | 'sent' | 'failed' | 'dropped'>, ExplanationText>
> = {
  unknown: {
    what: 'The request went out and no answer came back: it may have been sent or not.',
    advice:
      'Do not send it again, it could arrive twice. The first status that comes for it resolves it; else it is reported as unresolved.',
  },
  unresolved: {
    what: 'The request went out, no answer came back, and no status has come since: it was probably not sent.',
    advice:
      'Make sure that status webhooks arrive. Send it again only where a second message does no harm; a status that still comes is taken.',
  },
  held_for_quality_assessment: {
    what: 'Meta holds the template back until it has seen how users take the first messages of it (template pacing).',
    advice: 'Wait, mostly less than an hour: it is then sent, or fails with 132015. Do not send it again.',
  },
  paused: {
    what: 'Meta has paused the template, because users reported or blocked messages of it.',
    advice: 'Improve the template, or use another; then unpause it.',
  },
  delivered: {
    what: "The message is on the user's phone.",
    advice: 'Nothing to do. It may never be reported as read: users can switch read receipts off.',
  },
  read: { what: 'The user has read the message.', advice: 'Nothing to do.' },
  played: { what: 'The user has played the voice message.', advice: 'Nothing to do.' },
};

/** The same of messages whose statuses do not tell which send they are of. */
const wordsWithoutCorrelation: Readonly<Partial<Record<DeliveryState, ExplanationText>>> = {
  unknown: {
    what: wordsOf.unknown.what,
    advice:
      'Do not send it again, it could arrive twice. No status can be matched to it (`messages.callbackData` is "raw"): it is reported as unresolved when its time is over.',
  },
  unresolved: {
    what: 'The request went out and no answer came back. It may have been sent or not: no status can be matched to it (`messages.callbackData` is "raw").',
    advice: 'Send it again only where a second message does no harm, or ask the user.',
  },
};

/**
 * Explains in plain words the state of a message; `now` tells how long it has been there, and
 * `isCorrelated` whether statuses tell which send they are of.
 */
export function explainDelivery(
  record: DeliveryRecord,
  now: number,
  isCorrelated = true,
): DeliveryExplanation {
  const state = deliveryStateOf(record);
  const code =
    (state === 'failed' || record.recipient.isGroup ? record.error?.code : undefined) ?? record.warning?.code;
  return {
    ...(record.messageId !== undefined && { messageId: record.messageId }),
    state,
    ...withWarning(
      (isCorrelated ? undefined : wordsWithoutCorrelation[state]) ?? words(record, state, now),
      record,
    ),
    ...(code !== undefined && { code }),
  };
}

function withWarning(text: ExplanationText, { warning }: DeliveryRecord): ExplanationText {
  if (warning === undefined) return text;
  const { what, advice } = explainFailure('Meta warns', warning);
  return { what: `${text.what} ${what}`, advice: `${text.advice} On the warning: ${advice}` };
}

function words(record: DeliveryRecord, state: DeliveryState, now: number): ExplanationText {
  const ofGroup = record.recipient.isGroup ? explainGroup(record, state) : undefined;
  if (ofGroup) return ofGroup;
  if (state === 'accepted') return acceptedWords(record, now);
  if (state === 'sent') return sentWords(record, now);
  if (state === 'dropped') return droppedWords(record);
  return state === 'failed' ? explainFailure('The message failed', record.error) : wordsOf[state];
}

function acceptedWords({ times }: DeliveryRecord, now: number): ExplanationText {
  return now - (times.accepted ?? now) < usualMs
    ? {
        what: 'Meta has taken the message and has not sent it yet.',
        advice: 'Wait: that usually takes seconds.',
      }
    : {
        what: 'Meta has taken the message, and nothing has been heard of it since.',
        advice:
          'Make sure that status webhooks arrive: is the app subscribed to the field "messages", and its URL reachable?',
      };
}

function sentWords({ type, times, deadline }: DeliveryRecord, now: number): ExplanationText {
  if (isDoneWhenSent(type)) {
    return { what: 'The reaction was sent.', advice: 'Nothing to do: Meta reports no more of reactions.' };
  }
  return now - (times.sent ?? now) < usualMs
    ? { what: 'The message is on its way to the phone.', advice: 'Wait: that usually takes seconds.' }
    : {
        what: 'The message has left Meta and has not arrived: the phone is off or offline, or the user has blocked you. Meta does not say which.',
        advice: `Wait until it is delivered or dropped${until(deadline)}. Do not send it again: Meta delivers it when the phone is back.`,
      };
}

function until(deadline: number | undefined): string {
  return deadline === undefined ? '' : `: it counts as dropped after ${secondOf(deadline)}`;
}

function secondOf(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

function droppedWords({ times }: DeliveryRecord): ExplanationText {
  return times.sent === undefined
    ? {
        what: 'Meta has taken the message, and nothing was heard of it in all the time that it was to live.',
        advice:
          'It may have been delivered all the same. Make sure that status webhooks arrive: is the app subscribed to the field "messages", and its URL reachable?',
      }
    : {
        what: 'The message was not delivered while it was alive, and Meta has dropped it; Meta sends no webhook for that.',
        advice:
          'The phone was off or offline all the time, or the user has blocked you: Meta does not say which. Reach the user another way.',
      };
}
