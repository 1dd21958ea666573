import { Injectable, Logger } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Clock } from '../../common/index.js';

/** A number's waits are told of once in so many milliseconds. */
const tellEveryMs = 60_000;

/** The shortest wait that is logged, in milliseconds: a shorter one is the pace of sending. */
const shortestMs = 1000;

const maxNumbers = 10_000;

/** Messages of one business number that wait for the same thing. */
export interface SendWait {
  /** The limit that they wait for, such as `the pair limit`. */
  readonly for: string;
  readonly count: number;
  /** Milliseconds until the last of them is expected to go. */
  readonly longestMs: number;
}

/** Logs that messages wait, once a number and minute: how many, for what, and for how long still. */
@Injectable()
export class SendWaits {
  private readonly logger = new Logger('WhatsAppSendPipeline');
  /** The times when messages that failed are tried again, by business number. */
  readonly #retries = new Map<string, Set<{ readonly at: number }>>();
  readonly #toldAt = new LRUCache<string, number>({ max: maxNumbers });
  #turns: (phoneNumberId: string) => readonly SendWait[] = () => [];

  constructor(private readonly clock: Clock) {}

  /** Adds a source of waits for a turn, which calls {@link tell} when a message begins to wait. */
  ofTurns(turns: (phoneNumberId: string) => readonly SendWait[]): void {
    this.#turns = turns;
  }

  /** A message is tried again after so many milliseconds, until what is returned is called. */
  forRetry(phoneNumberId: string, delayMs: number): () => void {
    const retry = { at: this.clock.monotonic() + delayMs };
    const retries = this.#retries.get(phoneNumberId) ?? new Set();
    this.#retries.set(phoneNumberId, retries.add(retry));
    this.tell(phoneNumberId);
    return () => {
      retries.delete(retry);
      if (retries.size === 0 && this.#retries.get(phoneNumberId) === retries) {
        this.#retries.delete(phoneNumberId);
      }
    };
  }

  /** A message of this number begins to wait. */
  tell(phoneNumberId: string): void {
    const now = this.clock.monotonic();
    const toldAt = this.#toldAt.get(phoneNumberId);
    if (toldAt !== undefined && now - toldAt < tellEveryMs) return;
    const waits = [...this.#turns(phoneNumberId), ...this.retriesOf(phoneNumberId, now)];
    const longestMs = Math.max(...waits.map((wait) => wait.longestMs), 0);
    if (longestMs < shortestMs) return;
    this.#toldAt.set(phoneNumberId, now);
    const count = waits.reduce((sum, wait) => sum + wait.count, 0);
    const each = waits.map((wait) => `${wait.count} for ${wait.for} (${secondsOf(wait.longestMs)})`);
    this.logger.warn(
      `${count} ${count === 1 ? 'message' : 'messages'} of number ${phoneNumberId} wait, the last for about ${secondsOf(longestMs)}: ${each.join(', ')}. This is told once a minute`,
    );
  }

  private retriesOf(phoneNumberId: string, now: number): SendWait[] {
    const times = [...(this.#retries.get(phoneNumberId) ?? [])].map(({ at }) => at - now);
    return times.length === 0
      ? []
      : [{ for: 'another attempt', count: times.length, longestMs: times.reduce((a, b) => Math.max(a, b)) }];
  }
}

function secondsOf(ms: number): string {
  return `${Math.ceil(ms / 1000)} s`;
}
