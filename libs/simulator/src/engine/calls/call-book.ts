import type { Person } from '../people/person.js';
import type { Ids } from '../random/ids.js';

/** The ending of a call: talked, refused, nobody answered in time, or the caller hung up first. */
export type CallEnding = 'completed' | 'declined' | 'missed' | 'cancelled';

/** A call between a person and a business number, as far as signalling goes. */
export interface Call {
  readonly id: string;
  readonly phoneNumberId: string;
  readonly person: Person;
  readonly direction: 'USER_INITIATED' | 'BUSINESS_INITIATED';
  state: 'ringing' | 'accepted' | 'ended';
  /** Milliseconds since 1970, simulated. */
  readonly startedAt: number;
  acceptedAt?: number;
  endedAt?: number;
  ending?: CallEnding;
  readonly callbackData?: string | undefined;
  /** The webhooks about it, oldest first. */
  readonly webhookIds: string[];
}

const LIMIT = 1000;

/** The newest calls. */
export class CallBook {
  private readonly calls = new Map<string, Call>();

  constructor(private readonly ids: Ids) {}

  begin(call: Omit<Call, 'id' | 'state' | 'webhookIds'>): Call {
    const begun: Call = {
      ...call,
      id: this.ids.call(call.person.waId ?? call.person.userId),
      state: 'ringing',
      webhookIds: [],
    };
    this.put(begun);
    return begun;
  }

  put(call: Call): void {
    if (this.calls.size >= LIMIT) {
      const [oldest] = this.calls.keys();
      if (oldest !== undefined) this.calls.delete(oldest);
    }
    this.calls.set(call.id, call);
  }

  /** Oldest first. */
  get all(): Call[] {
    return [...this.calls.values()];
  }

  find(id: string): Call | undefined {
    return this.calls.get(id);
  }

  /** The call that runs between these two, if any. */
  running(person: Person, phoneNumberId: string): Call | undefined {
    return this.all.find(
      (call) => call.person === person && call.phoneNumberId === phoneNumberId && call.state !== 'ended',
    );
  }

  clear(): void {
    this.calls.clear();
  }
}
