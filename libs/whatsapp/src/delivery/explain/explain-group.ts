import { explainFailure, type ExplanationText } from './explain-failure.js';
import type { DeliveryRecord, DeliveryState } from '../records/delivery-record.js';
import { isDoneWhenSent } from '../records/delivery-state.js';

const whoever = 'The status webhooks name the participants: `recipient_participant_id`.';

/** The text for each state of a message to a group: that of the participant who got furthest. */
const textsOf: Readonly<Partial<Record<DeliveryState, ExplanationText>>> = {
  sent: {
    what: 'The message has left Meta, and no participant is reported to have it.',
    advice: 'Wait: each gets it when their phone is on.',
  },
  delivered: { what: 'The message is on the phone of at least one participant.', advice: whoever },
  read: { what: 'At least one participant has read the message.', advice: whoever },
  played: { what: 'At least one participant has played the voice message.', advice: whoever },
  dropped: {
    what: 'No participant is reported to have got the message while it was alive.',
    advice: 'Make sure that status webhooks arrive. Otherwise reach the participants another way.',
  },
};

/** Explains in plain words the state of a message to a group; `undefined` where the same is said as of one to a person. */
export function explainGroup(
  { error, type }: DeliveryRecord,
  state: DeliveryState,
): ExplanationText | undefined {
  if (state === 'failed') {
    const { what, advice } = explainFailure('For at least one participant the message failed', error);
    return { what, advice: `Others may still get it. ${advice}` };
  }
  if (state === 'sent' && isDoneWhenSent(type)) return undefined;
  const words = textsOf[state];
  if (words === undefined || error === undefined) return words;
  const failure = explainFailure('For at least one it failed', error);
  return { what: `${words.what} ${failure.what}`, advice: failure.advice };
}
