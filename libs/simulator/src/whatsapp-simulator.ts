import type { FastifyInstance } from 'fastify';
import { addControlRoutes } from './control/control-routes.js';
import { SimulatorControl } from './control/features/simulator-control.js';
import type { AcceptedMessage, AcceptedReadReceipt } from './engine/messages/accepted-message.js';
import type { FaultOrder, PlannedFault } from './engine/faults/fault-order.js';
import type { SimulatedPhoneNumber } from './engine/numbers/phone-number.js';
import { SimulatorEngine } from './engine/simulator-engine.js';
import { beginDemo } from './demo/begin-demo.js';
import { ToolAccess } from './http/access/tool-access.js';
import { Authentication } from './http/authentication.js';
import { addPageRoutes } from './http/page-routes.js';
import { addSampleRoutes } from './http/sample-routes.js';
import { fetchLink } from './http/fetch-link.js';
import type { GraphRouteName } from './http/graph/routing/graph-router.js';
import { createGraphServer } from './http/graph/graph-server.js';
import { createOutbox } from './http/webhooks/create-outbox.js';
import { verifyWebhook, type WebhookVerification } from './http/webhooks/verify-webhook.js';
import type { WebhookDelivery } from './http/webhooks/webhook-delivery.js';
import type { WebhookOutbox } from './http/webhooks/webhook-outbox.js';
import { checkWebhookUrl } from './http/webhooks/webhook-subscription.js';
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
  /** People, conversations, faults, rules, the clock, templates: what the control API under `/simulator` does too. */
  readonly control: SimulatorControl;
  /** The Graph calls that it answers, below any version. */
  readonly graphRoutes: readonly GraphRouteName[];
  private readonly engine: SimulatorEngine;
  private readonly outbox: WebhookOutbox;
  private readonly server: FastifyInstance;
  private readonly access: ToolAccess;
  private requests = 0;
  private address = '';

  private constructor(private readonly options: ResolvedSimulatorOptions) {
    let outbox: WebhookOutbox | undefined;
    this.engine = new SimulatorEngine(options, {
      fetchLink,
      onAccepted: (message) => options.logger.info(`Accepted ${message.type} ${message.id}`),
      sink: (state, pending) => (outbox = createOutbox(state, pending, options)),
    });
    if (!outbox) throw new Error('unreachable: the engine asks for its sink');
    this.outbox = outbox;
    this.control = new SimulatorControl(this.engine, outbox);
    const { server, routes } = createGraphServer({
      engine: this.engine,
      outbox,
      authentication: new Authentication(options),
      logger: options.logger,
      onRequest: () => {
        this.requests += 1;
      },
      onRefused: (refused) => this.control.noteRefused(refused),
    });
    this.server = server;
    this.graphRoutes = routes;
    this.access = new ToolAccess(options);
    addControlRoutes(this.server, this.control, this.access);
    addPageRoutes(this.server, this.access);
    addSampleRoutes(this.server, this.access);
    if (options.demo) beginDemo(this.engine.state);
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

  /** The address, without a version and without a slash at the end: the base URL for a client. */
  get url(): string {
    return this.address;
  }

  /** The token of the control API under `/simulator`; `undefined` where it asks for none. */
  get controlToken(): string | undefined {
    return this.access.token;
  }

  /** The id of the first business number. */
  get phoneNumberId(): string {
    return this.options.phoneNumbers[0].id;
  }

  /** The ids of all business numbers. */
  get phoneNumberIds(): string[] {
    return this.engine.state.phoneNumbers.ids;
  }

  get businessAccountId(): string {
    return this.options.businessAccountId;
  }

  /** The id of the Meta app that the webhooks, uploads and tokens are of. */
  get appId(): string {
    return this.options.appId;
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

  /** The number of Graph requests that have arrived, refused ones included. */
  get requestCount(): number {
    return this.requests;
  }

  /** The accepted messages, oldest first, as many as `historyLimit`. */
  get messages(): AcceptedMessage[] {
    return this.engine.state.messages.toArray();
  }

  /** The number of messages that have been accepted since the start. */
  get acceptedCount(): number {
    return this.engine.state.messages.total;
  }

  /** The accepted read receipts, oldest first, as many as `historyLimit`. */
  get readReceipts(): AcceptedReadReceipt[] {
    return this.engine.state.readReceipts.toArray();
  }

  /** The webhook deliveries, oldest first, as many as `historyLimit`. */
  get deliveries(): WebhookDelivery[] {
    return this.outbox.deliveries;
  }

  /** The simulated time. */
  get now(): Date {
    return new Date(this.engine.state.clock.now());
  }

  /** Sends webhooks to this URL from now on; `undefined` sends none. */
  setWebhookUrl(url: string | undefined): void {
    if (url !== undefined) checkWebhookUrl(url);
    this.control.setWebhookUrl(url ?? null);
  }

  /**
   * Does Meta's verification handshake with the webhook URL.
   * @throws Error where no URL is set
   */
  verifyWebhook(url: string | undefined = this.outbox.subscriptions[0].url): Promise<WebhookVerification> {
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
    const { people, phoneNumbers } = this.engine.state;
    const number = phoneNumbers.get(inbound.to ?? this.phoneNumberId, 'GET');
    const person = people.withWaId(inbound.from.replace(/\D/g, ''));
    if (inbound.name !== undefined) person.name = inbound.name;
    const { messageId } = await this.engine.actor.inbound.send(person, number, {
      type: 'text',
      content: { body: inbound.text },
      quotes: inbound.replyTo,
    });
    return messageId;
  }

  /**
   * Posts any payload as a signed webhook; resolves after the first try, further ones go on behind.
   * @returns the entry of the delivery log, or `undefined` where no webhook URL is set
   */
  async deliver(payload: Readonly<Record<string, unknown>>): Promise<WebhookDelivery | undefined> {
    const [delivery] = await this.outbox.post(payload);
    return delivery;
  }

  /** Changes properties of a business number while running, and tells of it as Meta does. @throws Error for an unknown id */
  updatePhoneNumber(id: string, changes: Partial<Omit<SimulatedPhoneNumber, 'id'>>): SimulatedPhoneNumber {
    return this.engine.numberChanges.update(id, changes);
  }

  /** Lets the next message calls fail with a Graph error; several orders are used up one after the other. */
  failNext(fault: PlannedFault = {}): void {
    this.addFault({ ...fault, kind: 'error' });
  }

  /** Orders any fault: errors, latency, resets, half answers, late failures, webhooks twice, out of order or lost. */
  addFault(fault: FaultOrder): void {
    this.control.addFault(fault);
  }

  /** Moves the simulated clock on; resolves when all that fell due on the way has happened. */
  async advance(ms: number): Promise<void> {
    await this.control.advance(ms);
  }

  /**
   * Resolves when every status and every webhook on its way has been delivered or given up. A message that pacing holds
   * is on its way: it takes ten minutes, which `advance` passes.
   */
  settled(): Promise<void> {
    return this.engine.pending.settled();
  }

  /** Stops listening and drops everything that is on its way. */
  async stop(): Promise<void> {
    this.engine.state.clock.stop();
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
    this.engine.state.mediaUrls.base = this.address;
  }
}
