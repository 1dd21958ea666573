import { createHmac } from 'node:crypto';
import type { LoggerService } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { WhatsAppSimulator, type WhatsAppSimulatorOptions } from 'whatsapp-simulator';
import { startSampleApp } from '../../apps/sample/src/start-sample-app.js';

/** An HTTP answer with its body read. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; `undefined` where it is none. */
  readonly json: unknown;
}

/** The sample app and a simulator on free ports, wired to each other as the demo does it. */
export class SampleUnderTest {
  private constructor(
    readonly simulator: WhatsAppSimulator,
    readonly url: string,
    readonly logger: RecordingLogger,
    private readonly app: NestExpressApplication,
    private readonly restoreEnvironment: () => void,
  ) {}

  static async start(
    environment: Readonly<Record<string, string>> = {},
    options: WhatsAppSimulatorOptions = {},
  ): Promise<SampleUnderTest> {
    const simulator = await WhatsAppSimulator.start({
      statusDelays: { sentMs: 1, deliveredMs: 2, readMs: 3 },
      ...options,
    });
    const restore = setEnvironment({
      WHATSAPP_BASE_URL: simulator.url,
      WHATSAPP_PHONE_NUMBER_ID: simulator.phoneNumberId,
      WHATSAPP_ACCESS_TOKEN: simulator.accessToken,
      WHATSAPP_APP_SECRET: simulator.appSecret,
      WHATSAPP_VERIFY_TOKEN: simulator.verifyToken,
      WHATSAPP_RETRY_MAX_ATTEMPTS: '1',
      ...environment,
    });
    const logger = new RecordingLogger();
    const app = await startSampleApp({
      port: 0,
      logger,
      filesUrl: `${simulator.url}/simulator/samples`,
    });
    const url = await app.getUrl();
    simulator.setWebhookUrl(`${url}/webhooks/whatsapp`);
    return new SampleUnderTest(simulator, url, logger, app, restore);
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.simulator.stop();
    this.restoreEnvironment();
  }

  async get(path: string): Promise<Answer> {
    return read(await fetch(this.url + path));
  }

  post(path: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.call('POST', path, body, headers);
  }

  /** Calls with a JSON body, where there is one. */
  async call(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    return read(
      await fetch(this.url + path, {
        method,
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    );
  }

  /** Posts a webhook with the signature that Meta would give it. */
  postSigned(body: unknown): Promise<Answer> {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return this.post('/webhooks/whatsapp', text, { 'x-hub-signature-256': this.signatureOf(text) });
  }

  signatureOf(text: string): string {
    return `sha256=${createHmac('sha256', this.simulator.appSecret).update(text).digest('hex')}`;
  }
}

/** Keeps the lines that the app logs. */
export class RecordingLogger implements LoggerService {
  readonly lines: string[] = [];

  log(message: unknown): void {
    this.lines.push(String(message));
  }

  warn(message: unknown): void {
    this.lines.push(String(message));
  }

  error(message: unknown): void {
    this.lines.push(String(message));
  }

  about(text: string): string[] {
    return this.lines.filter((line) => line.includes(text));
  }
}

async function read(response: Response): Promise<Answer> {
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: parse(text) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function setEnvironment(values: Readonly<Record<string, string>>): () => void {
  const before = Object.keys(values).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, values);
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  };
}
