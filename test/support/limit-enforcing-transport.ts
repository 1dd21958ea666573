import { Injectable } from '@nestjs/common';
import { GraphTransport, type Clock, type GraphRequest, type GraphResponse } from 'nestjs-whatsapp/extending';

/** The result for a message at the stand-in of Meta: its own statement of the limits, which shares nothing with the library's. */
export type SendResult = 'accepted' | 130429 | 131056;

/**
 * Takes messages as Meta does: at most `perSecond` in any second, and to one user one message every 6 seconds on average, up to
 * 45 of them ahead within 6 seconds.
 */
@Injectable()
export class LimitEnforcingTransport extends GraphTransport {
  readonly accepted: { readonly to: string; readonly text: string; readonly at: number }[] = [];
  readonly refused: SendResult[] = [];
  readonly #lastSecond: number[] = [];
  readonly #pairs = new Map<string, { owed: number; since: number; burstUntil: number }>();

  constructor(
    private readonly clock: Pick<Clock, 'now' | 'sleep'>,
    private readonly perSecond = 80,
    /** The time that a message takes to Meta, and the answer back, in milliseconds. */
    private readonly journey?: () => { readonly there: number; readonly back: number },
  ) {
    super();
  }

  /** A message that a user sent: it counts like one to a user. */
  receive(): void {
    this.#lastSecond.push(this.clock.now());
  }

  async request(request: GraphRequest): Promise<GraphResponse> {
    const journey = this.journey?.();
    if (journey) await this.clock.sleep(journey.there);
    const response = await this.receiveMessage(request);
    if (journey) await this.clock.sleep(journey.back);
    return response;
  }

  private receiveMessage({ body }: GraphRequest): Promise<GraphResponse> {
    const { to, text } = JSON.parse(typeof body === 'string' ? body : '{}') as {
      to: string;
      text?: { body?: string };
    };
    const result = this.check(to);
    if (result !== 'accepted') {
      this.refused.push(result);
      return answer(400, { error: { code: result, message: `(#${result})`, type: 'OAuthException' } });
    }
    this.accepted.push({ to, text: text?.body ?? '', at: this.clock.now() });
    return answer(200, { messages: [{ id: `wamid.${this.accepted.length}` }] });
  }

  private check(to: string): SendResult {
    const now = this.clock.now();
    while ((this.#lastSecond[0] ?? now) <= now - 1000) this.#lastSecond.shift();
    if (this.#lastSecond.length >= this.perSecond) return 130429;
    const pair = this.#pairs.get(to) ?? { owed: 0, since: now, burstUntil: 0 };
    const left = pair.owed - (now - pair.since) / 6000;
    const clear = left <= 1e-9;
    if (!clear && (now >= pair.burstUntil || pair.owed >= 45)) return 131056;
    this.#pairs.set(
      to,
      clear ? { owed: 1, since: now, burstUntil: now + 6000 } : { ...pair, owed: pair.owed + 1 },
    );
    this.#lastSecond.push(now);
    return 'accepted';
  }
}

function answer(status: number, body: unknown): Promise<GraphResponse> {
  return Promise.resolve({ status, headers: {}, body: JSON.stringify(body) });
}
