import { Injectable } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  Clock,
  GraphTransport,
  SendRateLimiter,
  WhatsAppSendPolicy,
  type GraphRequest,
  type GraphResponse,
  type SendPolicy,
} from 'nestjs-whatsapp/extending';
import {
  HandlerTimedOutError,
  OnWhatsAppMessage,
  ReplyComposer,
  WaEvent,
  WaMessage,
  WaReply,
  WaSignal,
  WhatsAppConversationsService,
  type InboundMessageEvent,
} from 'nestjs-whatsapp';
import { FakeClock } from 'nestjs-whatsapp/testing';
import { RecordingTransport } from '../../support/recording-transport.js';
import { RealApp, textOf, valueOf } from '../../support/webhooks/real-app.js';
import type { Platform } from '../../support/webhooks/webhook-app.js';

/** A transport that answers read receipts too, and only when it is let. */
class SlowTransport extends RecordingTransport {
  #refused?: { readonly text: string; readonly code: number };

  /** Refuses the next message with this text. */
  refuseOnce(text: string, code: number): void {
    this.#refused = { text, code };
  }

  before: (request: GraphRequest) => Promise<void> | void = () => undefined;

  override async request(request: GraphRequest): Promise<GraphResponse> {
    const answer = await super.request(request);
    await this.before(request);
    const body = jsonOf(request);
    if (this.#refused && body.includes(this.#refused.text)) {
      const { code } = this.#refused;
      this.#refused = undefined;
      return { ...answer, status: 400, body: JSON.stringify({ error: { message: 'no', type: 'x', code } }) };
    }
    return body.includes('"status":"read"') ? { ...answer, body: '{"success":true}' } : answer;
  }

  get texts(): string[] {
    return this.requests.flatMap((request) => {
      const { text } = JSON.parse(jsonOf(request)) as { text?: { body: string } };
      return text?.body ?? [];
    });
  }
}

function jsonOf({ body }: GraphRequest): string {
  return typeof body === 'string' ? body : '{}';
}

function gate() {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

/** Whatever can go on at once has done so. */
const turnOfTheLoop = () => new Promise<void>((resolve) => void setImmediate(resolve));

const never = new Promise<never>(() => undefined);

/** Handlers that do not come to an end by themselves hold nothing up. */
export function stuckHandlers(platform: Platform): void {
  describe('8: a handler that never ends', () => {
    let app: RealApp;
    let clock: FakeClock;
    let transport: SlowTransport;
    const posted: Promise<number>[] = [];

    beforeEach(() => {
      clock = new FakeClock();
      transport = new SlowTransport();
    });

    afterEach(async () => {
      await Promise.all(posted.splice(0));
      await app.stop();
    });

    async function start(
      handlers: NonNullable<Parameters<typeof RealApp.start>[1]>['handlers'],
      options: Omit<NonNullable<Parameters<typeof RealApp.start>[1]>, 'handlers'> = {},
    ): Promise<void> {
      app = await RealApp.start(platform, {
        ...options,
        handlers,
        providers: [
          { provide: Clock, useValue: clock },
          { provide: GraphTransport, useValue: transport },
          ...(options.providers ?? []),
        ],
      });
    }

    /** Posts a text of a user, without waiting for the answer. */
    function text(body: string, from = '16505551234', id = `wamid.${body}`): Promise<number> {
      const answered = app.change(valueOf({ messages: [textOf(id, { from, text: { body } })] }));
      posted.push(answered);
      return answered;
    }

    it('is given up after its own time: slot and conversation are free, its signal fires, and it runs again', async () => {
      const entered: string[] = [];
      const aborted: unknown[] = [];
      let more = gate();
      @Injectable()
      class Inbox {
        @OnWhatsAppMessage('text')
        async on(@WaMessage('text') { body }: { body: string }, @WaSignal() signal: AbortSignal) {
          entered.push(body);
          more.open();
          more = gate();
          if (!body.startsWith('hang')) return;
          signal.addEventListener('abort', () => aborted.push(signal.reason));
          await never;
        }
      }
      await start([Inbox], { webhooks: { concurrency: 2, maxAttempts: 2 } });
      let seen = more;
      void text('hang 1', '16505550001');
      await seen.opened;
      seen = more;
      void text('hang 2', '16505550002');
      await seen.opened;
      void text('other', '16505550003');
      void text('behind', '16505550001');
      await clock.advance(9_999);
      expect(app.logged('All 2 slots')).toEqual([]);
      await clock.advance(1);
      expect(app.logged('warn All 2 slots', '10 s', 'Inbox.on (2)')).toHaveLength(1);
      await clock.advance(49_999);
      expect(entered).toEqual(['hang 1', 'hang 2']);
      await clock.advance(1);
      // Both were answered 503 after five seconds; what came behind them is handled now.
      expect(await Promise.all(posted)).toEqual([503, 503, expect.anything(), expect.anything()]);
      expect(entered.toSorted()).toEqual(['behind', 'hang 1', 'hang 2', 'other']);
      expect(aborted).toEqual([expect.any(HandlerTimedOutError), expect.any(HandlerTimedOutError)]);
      expect(app.failures).toMatchObject([
        { handlerId: 'Inbox.on', attempt: 1, willRunAgain: true },
        { handlerId: 'Inbox.on', attempt: 1, willRunAgain: true },
      ]);
      expect(app.failures[0]?.error).toBeInstanceOf(HandlerTimedOutError);
      expect(app.logged('All 2 slots')).toHaveLength(1);

      seen = more;
      void text('hang 1', '16505550001');
      await seen.opened;
      await clock.advance(60_000);
      expect(app.deadLetters).toMatchObject([{ handlerId: 'Inbox.on', attempts: 2 }]);
      expect(await text('hang 1', '16505550001')).toBe(200);
    });

    it('cannot speak beside the run that follows it, in whatever way', async () => {
      const old = gate();
      const outcomes: unknown[] = [];
      const refused = async (send: Promise<unknown>) => {
        outcomes.push(await send.catch((error: unknown) => error));
      };
      const entered = [gate(), gate()];
      let runs = 0;
      const ended = gate();
      @Injectable()
      class Inbox {
        constructor(private readonly conversations: WhatsAppConversationsService) {}

        @OnWhatsAppMessage('text')
        async on(@WaEvent() event: InboundMessageEvent, @WaReply() reply: ReplyComposer) {
          const run = runs;
          runs += 1;
          entered[run]?.open();
          if (run > 0) {
            await reply.text('from the new run');
            return;
          }
          await old.opened;
          await refused(reply.text('old'));
          await refused(reply.text('old', { idempotencyKey: 'mine' }));
          await refused(reply.longText('old '.repeat(2000)));
          await refused(reply.image({ link: 'https://example.com/a.png' }));
          await refused(reply.react('👍'));
          await refused(reply.unreact());
          await refused(reply.markAsRead());
          await refused(reply.typing());
          await refused(this.conversations.conversation(event).waitFor({ timeoutMs: 1000 }));
          ended.open();
        }
      }
      await start([Inbox]);
      void text('hello');
      await entered[0]?.opened;
      await clock.advance(60_000);
      expect(await text('hello')).toBe(200);
      old.open();
      await ended.opened;
      expect(outcomes).toHaveLength(9);
      for (const outcome of outcomes) {
        const error = outcome instanceof Error && outcome.cause instanceof Error ? outcome.cause : outcome;
        expect(error).toBeInstanceOf(HandlerTimedOutError);
      }
      expect(transport.texts).toEqual(['from the new run']);
    });

    it('sends nothing either that it had begun before, and the run that follows sends it once', async () => {
      const slow = gate();
      const entered = [gate(), gate()];
      let runs = 0;
      @Injectable()
      @WhatsAppSendPolicy({ order: 1 })
      class SlowPolicy implements SendPolicy {
        async check(): Promise<undefined> {
          if (runs === 1) await slow.opened;
          return undefined;
        }
      }
      const results: unknown[] = [];
      @Injectable()
      class Inbox {
        @OnWhatsAppMessage('text')
        async on(@WaReply() reply: ReplyComposer) {
          entered[runs]?.open();
          runs += 1;
          results.push(await reply.text('hello').catch((error: unknown) => error));
        }
      }
      await start([Inbox, SlowPolicy]);
      void text('hello');
      await entered[0]?.opened;
      await clock.advance(60_000);
      const again = text('hello');
      await entered[1]?.opened;
      slow.open();
      expect(await again).toBe(200);
      expect(transport.texts).toEqual(['hello']);
      expect(results).toEqual([
        expect.any(HandlerTimedOutError),
        expect.objectContaining({ messageId: expect.any(String) }),
      ]);
    });

    it('neither waits for, nor stops the time of, the next handler of its event', async () => {
      const old = gate();
      const begun = gate();
      const outcomes: unknown[] = [];
      const next = gate();
      @Injectable()
      class Inbox {
        constructor(private readonly conversations: WhatsAppConversationsService) {}

        @OnWhatsAppMessage('text')
        async first(@WaEvent() event: InboundMessageEvent) {
          begun.open();
          await old.opened;
          const wait = this.conversations.conversation(event).waitFor({ timeoutMs: 600_000 });
          outcomes.push(await wait.catch((error: unknown) => error));
        }

        @OnWhatsAppMessage('text')
        async second(@WaEvent() event: InboundMessageEvent) {
          outcomes.push(event.key);
          next.open();
          await never;
        }
      }
      await start([Inbox], { webhooks: { maxAttempts: 1 } });
      void text('hello');
      await begun.opened;
      await clock.advance(60_000);
      await next.opened;
      old.open();
      await turnOfTheLoop();
      await clock.advance(60_000);
      expect(outcomes).toEqual(['message:wamid.hello', expect.any(HandlerTimedOutError)]);
      expect(app.deadLetters).toMatchObject([{ handlerId: 'Inbox.first' }, { handlerId: 'Inbox.second' }]);
    });

    it('is not one that waits: for an answer of the user, for its turn, for Meta, or to try again', async () => {
      const asked = gate();
      const inRequest = gate();
      const answer = gate();
      const done: string[] = [];
      transport.before = async (request) => {
        if (!jsonOf(request).includes('slow')) return;
        inRequest.open();
        await answer.opened;
      };
      // In maintenance: Meta asks for a minute.
      transport.refuseOnce('again', 131_057);
      @Injectable()
      class SlowTurn extends SendRateLimiter {
        wait(): Promise<void> {
          return clock.sleep(100_000);
        }
      }
      @Injectable()
      class Inbox {
        constructor(private readonly conversations: WhatsAppConversationsService) {}

        @OnWhatsAppMessage('text', { where: ({ message }) => message.text.body === 'order' })
        async ask(@WaEvent() event: InboundMessageEvent, @WaReply() reply: ReplyComposer) {
          const waiting = this.conversations
            .conversation(event)
            .waitFor({ type: 'text', timeoutMs: 600_000 });
          asked.open();
          await waiting;
          await reply.text('slow');
          await reply.text('again');
          done.push('order');
        }

        @OnWhatsAppMessage('text', { where: ({ message }) => message.text.body === 'other' })
        other() {
          done.push('other');
        }
      }
      await start([Inbox], {
        webhooks: { concurrency: 1, handlerTimeoutMs: 10_000 },
        providers: [{ provide: SendRateLimiter, useClass: SlowTurn }],
      });
      void text('order', '16505550001');
      await asked.opened;
      await clock.advance(300_000);
      // It holds no slot meanwhile, although there is only one.
      expect(await text('other', '16505550002')).toBe(200);
      void text('large', '16505550001');
      while (clock.sleeps.at(-1) !== 100_000) await turnOfTheLoop();
      await clock.advance(100_000);
      await inRequest.opened;
      await clock.advance(100_000);
      answer.open();
      while (!done.includes('order')) {
        await turnOfTheLoop();
        await clock.advance(10_000);
      }
      expect(app.failures).toEqual([]);
      expect(transport.texts).toEqual(['slow', 'again', 'again']);
      expect(await text('order', '16505550001')).toBe(200);
      expect(done).toEqual(['other', 'order']);
    });

    it('costs no timer an event', async () => {
      @Injectable()
      class Inbox {
        @OnWhatsAppMessage('text')
        async on(@WaReply() reply: ReplyComposer) {
          await reply.text('hello');
        }
      }
      await start([Inbox], {
        webhooks: { acknowledge: 'immediately', concurrency: 1 },
        throughput: { enforce: false },
      });
      await text('first');
      const before = clock.sleeps.length;
      for (let index = 0; index < 20; index += 1) await text(`text ${index}`);
      expect(clock.sleeps.length - before).toBeLessThan(3);
    });
  });
}
