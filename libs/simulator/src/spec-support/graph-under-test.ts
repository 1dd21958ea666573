import { isRecord, recordsAt } from '../engine/common/is-record.js';
import type { WhatsAppSimulatorOptions } from '../simulator-options.js';
import { WhatsAppSimulator } from '../whatsapp-simulator.js';
import { WebhookReceiver } from './webhook-receiver.js';

/** The parts of a call beside its body. */
export interface CallHeaders {
  readonly headers?: Readonly<Record<string, string>>;
}

/** A simulator that is called over HTTP and tells its webhooks to a receiver. */
export class GraphUnderTest {
  private constructor(
    readonly simulator: WhatsAppSimulator,
    readonly hooks: WebhookReceiver,
  ) {}

  static async start(options: WhatsAppSimulatorOptions = {}): Promise<GraphUnderTest> {
    const hooks = await WebhookReceiver.start();
    const simulator = await WhatsAppSimulator.start({
      webhookUrl: hooks.url,
      statusDelays: { sentMs: 0 },
      ...options,
    });
    return new GraphUnderTest(simulator, hooks);
  }

  get phone(): string {
    return this.simulator.phoneNumberId;
  }

  get waba(): string {
    return this.simulator.businessAccountId;
  }

  get app(): string {
    return this.simulator.appId;
  }

  /** Calls a path below v24.0; resolves with the HTTP status and the members of the answer. */
  call(method: string, path: string, body?: object): Promise<Record<string, unknown>> {
    return this.callAt(`v24.0/${path}`, method, body);
  }

  /** Calls any path. Bytes go as they are, anything else as JSON. */
  async callAt(
    path: string,
    method: string,
    body?: object,
    { headers }: CallHeaders = {},
  ): Promise<Record<string, unknown>> {
    const { url, accessToken } = this.simulator;
    const bytes = Buffer.isBuffer(body) ? Uint8Array.from(body) : undefined;
    const response = await fetch(`${url}/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${accessToken}`,
        ...(bytes ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body ? { body: bytes ?? JSON.stringify(body) } : {}),
    });
    const answer: unknown = await response.json();
    return { status: response.status, ...(isRecord(answer) ? answer : {}) };
  }

  /** The values of the webhooks in this field. */
  told(field: string): unknown[] {
    return this.simulator.deliveries
      .filter((delivery) => delivery.field === field)
      .flatMap(({ payload }) => recordsAt(payload, 'entry'))
      .flatMap((entry) => recordsAt(entry, 'changes'))
      .map(({ value }) => value);
  }

  async stop(): Promise<void> {
    await this.simulator.stop();
    await this.hooks.stop();
  }
}

/** An answer that was given, with these members among others or exactly. */
export const ok = (members: object): object => ({ status: 200, ...members });
