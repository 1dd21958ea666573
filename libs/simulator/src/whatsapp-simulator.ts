import type { FastifyInstance } from 'fastify';
import type { AcceptedMessage, AcceptedReadReceipt } from './engine/accepted-message.js';
import type { PlannedFault } from './engine/fault-plan.js';
import { createMessageId } from './engine/ids.js';
import type { SimulatedPhoneNumber } from './engine/phone-number.js';
import { SimulatorEngine } from './engine/simulator-engine.js';
import { Authentication } from './http/authentication.js';
import { createGraphServer } from './http/graph-server.js';
import { PendingWork } from './http/pending-work.js';
import { Timers } from './http/timers.js';
import { StatusSender } from './http/webhooks/status-sender.js';
import { verifyWebhook, type WebhookVerification } from './http/webhooks/verify-webhook.js';
import type { WebhookDelivery } from './http/webhooks/webhook-delivery.js';
import { WebhookOutbox } from './http/webhooks/webhook-outbox.js';
import { inboundValue, messagesEnvelope } from './http/webhooks/webhook-payloads.js';
import {
  resolveOptions,
  type ResolvedSimulatorOptions,
  type WhatsAppSimulatorOptions,
} from './simulator-options.js';

/** A text that a user sends to the business. */
export interface InboundText {
  /** The user's number in international form, `+16505551234`. */
  readonly from: string;
  readonly text: string;
  /** The business number that gets it. @default the first one */
  readonly to?: string;
  /** The user's profile name. @default the name known for this user */
  readonly name?: string;
  /** The `wamid` of the business's message that this one quotes. */
  readonly replyTo?: string;
}

/**
 * A WhatsApp Cloud API on localhost. Several can run in one process; they share nothing.
 * @publicApi
 */
export class WhatsAppSimulator {
  private readonly timers = new Timers();
  private readonly pending = new PendingWork();
  private readonly engine: SimulatorEngine;
  private readonly outbox: WebhookOutbox;
  private readonly server: FastifyInstance;
  private requests = 0;
  private address = '';

  private constructor(private readonly options: ResolvedSimulatorOptions) {
    const { timers, pending } = this;
    this.engine = new SimulatorEngine(options, (message) => {
      options.logger.info(`Accepted ${message.type} ${message.id}`);
      statuses.start(message);
    });
    this.outbox = new WebhookOutbox(
      {
        appSecret: options.appSecret,
        url: options.webhookUrl,
        retry: options.webhookRetry,
        logLimit: options.historyLimit,
        logger: options.logger,
      },
      timers,
      pending,
    );
    const statuses = new StatusSender(this.engine, this.outbox, options.statusDelays, timers, pending);
    this.server = createGraphServer({
      engine: this.engine,
      authentication: new Authentication(options.accessTokens, options.appSecret),
      logger: options.logger,
      onRequest: () => {
        this.requests += 1;
      },
    });
  }

  /**
   * Starts a simulator and resolves when it listens.
   * @throws Error with code `EADDRINUSE` where the port is taken
   */
  static async start(options: WhatsAppSimulatorOptions = {}): Promise<WhatsAppSimulator> {
    const simulator = new WhatsAppSimulator(resolveOptions(options));
    await simulator.listen();
    return simulator;
  }

  /** Where it listens, without a version and without a slash at the end: the base URL for a client. */
  get url(): string {
    return this.address;
  }

  /** The id of the first business number. */
  get phoneNumberId(): string {
    return this.options.phoneNumbers[0].id;
  }

  /** The ids of all business numbers. */
  get phoneNumberIds(): string[] {
    return this.engine.phoneNumbers.ids;
  }

  get businessAccountId(): string {
    return this.options.businessAccountId;
  }

  get accessToken(): string {
    return this.options.accessTokens[0];
  }

  get appSecret(): string {
    return this.options.appSecret;
  }

  get verifyToken(): string {
    return this.options.verifyToken;
  }

  /** How many HTTP requests have arrived, refused ones included. */
  get requestCount(): number {
    return this.requests;
  }

  /** The accepted messages, oldest first, as many as `historyLimit`. */
  get messages(): AcceptedMessage[] {
    return this.engine.messages.toArray();
  }

  /** How many messages have been accepted since the start. */
  get acceptedCount(): number {
    return this.engine.messages.total;
  }

  /** The accepted read receipts, oldest first, as many as `historyLimit`. */
  get readReceipts(): AcceptedReadReceipt[] {
    return this.engine.readReceipts.toArray();
  }

  /** The webhook deliveries, oldest first, as many as `historyLimit`. */
  get deliveries(): WebhookDelivery[] {
    return this.outbox.deliveries;
  }

  /** Sends webhooks to this URL from now on; `undefined` sends none. */
  setWebhookUrl(url: string | undefined): void {
    this.outbox.setUrl(url);
  }

  /**
   * Does Meta's verification handshake with the webhook URL.
   * @throws Error where no URL is set
   */
  verifyWebhook(url: string | undefined = this.outbox.target): Promise<WebhookVerification> {
    if (url === undefined) {
      throw new Error('There is no webhook URL to verify: pass one, or set "webhookUrl".');
    }
    return verifyWebhook(url, this.options.verifyToken, this.options.webhookRetry.timeoutMs);
  }

  /**
   * Lets a user write to the business; resolves after the first try at delivering the webhook.
   * @returns the inbound message's id
   */
  async receive(inbound: InboundText): Promise<string> {
    const number = this.engine.phoneNumbers.get(inbound.to ?? this.phoneNumberId, 'GET');
    const waId = inbound.from.replace(/\D/g, '');
    const person = { ...this.engine.people.withWaId(waId), ...(inbound.name ? { name: inbound.name } : {}) };
    const id = createMessageId(waId);
    const value = inboundValue(person, {
      id,
      type: 'text',
      at: new Date(),
      content: {
        ...(inbound.replyTo ? { context: { from: number.digits, id: inbound.replyTo } } : {}),
        text: { body: inbound.text },
      },
    });
    await this.deliver(messagesEnvelope(this.businessAccountId, number, value));
    return id;
  }

  /**
   * Posts any payload as a signed webhook; resolves after the first try, further ones go on behind.
   * @returns the entry of the delivery log, or `undefined` where no webhook URL is set
   */
  async deliver(payload: Readonly<Record<string, unknown>>): Promise<WebhookDelivery | undefined> {
    return this.outbox.post(payload);
  }

  /** Changes properties of a business number while running. @throws Error for an unknown id */
  updatePhoneNumber(id: string, changes: Partial<Omit<SimulatedPhoneNumber, 'id'>>): SimulatedPhoneNumber {
    return this.engine.phoneNumbers.update(id, changes);
  }

  /** Lets the next message calls fail with a Graph error; several orders are used up one after the other. */
  failNext(fault: PlannedFault = {}): void {
    this.engine.faults.add(fault);
  }

  /** Resolves when every status and every webhook on its way has been delivered or given up. */
  settled(): Promise<void> {
    return this.pending.settled();
  }

  /** Stops listening and drops everything that is on its way. */
  async stop(): Promise<void> {
    this.timers.stop();
    await Promise.all([this.server.close(), this.outbox.stop()]);
  }

  private async listen(): Promise<void> {
    const { host, port } = this.options;
    try {
      this.address = await this.server.listen({ host, port });
    } catch (error) {
      await this.stop();
      throw error;
    }
  }
}
