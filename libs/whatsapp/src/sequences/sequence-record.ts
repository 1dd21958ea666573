import type { MessageContent, MessageRecipient } from '../messages/index.js';

/** `completed` went through to the end, whatever became of single steps. */
export type SequenceState = 'running' | 'completed' | 'stopped' | 'cancelled';

/**
 * The state of one message of a sequence: `sending` has been begun, `awaiting` is with Meta, `done`
 * got as far as the sequence wants. What was `awaiting` when a sequence was cancelled stays so.
 */
export type SequencePartState =
  'waiting' | 'sending' | 'awaiting' | 'done' | 'failed' | 'timed-out' | 'skipped';

/** The action to take when a message fails or is not delivered in time. */
export type SequenceFailureChoice =
  /** The rest is not sent. @default */
  | 'stop'
  /** The rest of that step (the other parts of a long text) is not sent, and the next step is. */
  | 'skip'
  /** All later messages are sent. */
  | 'continue';

/** One message: a step has one, a long text several. */
export interface SequencePart {
  readonly content: MessageContent;
  readonly state: SequencePartState;
  /** The correlation id, which is kept before the message goes out, so that a restart can find out what became of it. */
  readonly correlationId?: string;
  readonly messageId?: string;
  /** The time from which it counts as not delivered in time. */
  readonly waitUntil?: number;
  /** The code of the error that it failed with, or the state of its delivery. */
  readonly failure?: string;
}

/** A step of a sequence. */
export interface SequenceStep {
  readonly parts: readonly SequencePart[];
}

/**
 * A sequence as its store keeps it, contents and recipient included: a store must keep it as safe as the messages themselves.
 *
 * @publicApi
 */
export interface SequenceRecord {
  readonly id: string;
  /** The account's name or the tenant; absent for the default account. */
  readonly account?: string;
  readonly to: MessageRecipient;
  /** The state that a message must reach before the next one is sent. */
  readonly advanceOn: 'delivered' | 'sent';
  /** Milliseconds that are waited for that, from when Meta accepted the message. */
  readonly stepTimeoutMs: number;
  readonly onFailure: SequenceFailureChoice;
  readonly state: SequenceState;
  readonly steps: readonly SequenceStep[];
}

/**
 * The progress of a sequence, without contents and recipient.
 *
 * @publicApi
 */
export interface SequenceProgress {
  readonly id: string;
  readonly state: SequenceState;
  /** The number of messages, the parts of long texts counted one by one. */
  readonly total: number;
  /** The number of messages that are done. */
  readonly done: number;
  readonly steps: readonly {
    readonly parts: readonly Pick<SequencePart, 'state' | 'messageId' | 'failure'>[];
  }[];
}

/** Returns the progress of a sequence without contents and recipient. */
export function progressOf({ id, state, steps }: SequenceRecord): SequenceProgress {
  const parts = steps.flatMap((step) => step.parts);
  return {
    id,
    state,
    total: parts.length,
    done: parts.filter((part) => part.state === 'done').length,
    steps: steps.map((step) => ({
      parts: step.parts.map((part) => ({
        state: part.state,
        ...(part.messageId !== undefined && { messageId: part.messageId }),
        ...(part.failure !== undefined && { failure: part.failure }),
      })),
    })),
  };
}
