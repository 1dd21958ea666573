import assert from 'node:assert/strict';
import type { INestApplicationContext } from '@nestjs/common';
import { Clock, GraphTransport } from 'nestjs-whatsapp/extending';
import {
  WhatsAppMessagesService,
  WhatsAppRepliesService,
  WhatsAppValidationError,
  type ReplyComposer,
  type SendResult,
  type WhatsAppMessage,
  type WhatsAppModuleOptions,
} from 'nestjs-whatsapp';
import { FakeClock, type WebhookUpdate } from 'nestjs-whatsapp/testing';
import { AnsweringTransport } from '../answering-transport.js';
import { deliver } from '../webhooks/deliver.js';
import { createContext } from '../whatsapp-app.js';

const appSecret = 'seed-secret';

/** The library with a double in place of the network: what it sends is kept, and answered as a rule says. */
export class SeedBench {
  private constructor(
    readonly context: INestApplicationContext,
    readonly graph: AnsweringTransport,
    readonly clock: FakeClock,
  ) {}

  static async start(options: Partial<WhatsAppModuleOptions> = {}): Promise<SeedBench> {
    const graph = new AnsweringTransport();
    const clock = new FakeClock();
    const context = await createContext({
      phoneNumberId: '106540352242922',
      accessToken: 'EAAJBsecretTOKEN1234567890',
      appSecret,
      throughput: { enforce: false },
      retry: { maxAttempts: 1 },
      ...options,
      providers: [
        { provide: GraphTransport, useValue: graph },
        { provide: Clock, useValue: clock },
      ],
    });
    return new SeedBench(context, graph, clock);
  }

  get messages(): WhatsAppMessagesService {
    return this.context.get(WhatsAppMessagesService);
  }

  /** Sends what a caller without types might, and gives back what went to Meta. */
  async sent(message: object): Promise<Record<string, unknown>> {
    const before = this.graph.requests.length;
    await this.messages.send(message as WhatsAppMessage);
    assert.equal(this.graph.requests.length, before + 1);
    return this.lastBody();
  }

  /** The message is refused at this path, and Meta is not asked. */
  async refused(message: object, path: string): Promise<void> {
    const before = this.graph.requests.length;
    const paths = await this.messages.send(message as WhatsAppMessage).then(
      () => ['(accepted)'],
      (error: unknown) => {
        if (error instanceof WhatsAppValidationError) return error.issues.map((issue) => issue.path);
        throw error;
      },
    );
    assert.ok(paths.includes(path), `expected a refusal at ${path}, not at ${paths.join(', ')}`);
    assert.equal(this.graph.requests.length, before);
  }

  lastBody(): Record<string, unknown> {
    const body = this.graph.requests.at(-1)?.body;
    assert.ok(typeof body === 'string');
    return JSON.parse(body) as Record<string, unknown>;
  }

  /** Returns the result for an answer of Meta. */
  async resultOf(answer: object, message: object): Promise<SendResult> {
    this.graph.answer(200, answer);
    return this.messages.send(message as WhatsAppMessage);
  }

  replyTo(message: { readonly id: string; readonly from: string; readonly ageMs?: number }): ReplyComposer {
    const { id, from, ageMs = 0 } = message;
    const timestamp = String(Math.floor((this.clock.now() - ageMs) / 1000));
    return this.context.get(WhatsAppRepliesService).to({ id, from, timestamp });
  }

  receive(updates: WebhookUpdate | readonly WebhookUpdate[]): Promise<void> {
    return deliver(this.context, appSecret, updates);
  }

  /** UNIX seconds, as webhooks have them. */
  seconds(ago = 0): number {
    return Math.floor(this.clock.now() / 1000) - ago;
  }

  stop(): Promise<void> {
    return this.context.close();
  }
}
