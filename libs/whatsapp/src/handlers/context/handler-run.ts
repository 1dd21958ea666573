import type { ReplyComposer } from '../../replies/index.js';
import type { InboundEvent } from '../../webhooks/index.js';
import type { HandlerTimeout } from '../../webhooks/internal.js';

/** Opens the reply of one run. */
export type OpenReply = () => ReplyComposer;

/** One run of a handler for an event. */
export class HandlerRun {
  #reply?: ReplyComposer;

  constructor(
    readonly event: InboundEvent,
    readonly handlerId: string,
    /** The number of the run for this event, from 1. */
    readonly attempt: number,
    private readonly openReply: OpenReply,
    private readonly timeout?: HandlerTimeout,
  ) {}

  /** Aborts when the run is given up, because it takes too long. */
  get signal(): AbortSignal {
    return this.timeout?.signal ?? new AbortController().signal;
  }

  /** The reply, the same object each time: it counts what is sent. */
  get reply(): ReplyComposer {
    this.#reply ??= this.openReply();
    return this.#reply;
  }
}
