import type { LoggerService, Provider } from '@nestjs/common';
import { GraphTransport } from 'nestjs-whatsapp/extending';
import type {
  DeadLetter,
  HandlerFailure,
  InboundEvent,
  WhatsAppModuleExtras,
  WhatsAppModuleOptions,
} from 'nestjs-whatsapp';
import { RecordingTransport } from '../recording-transport.js';
import { WebhookApp, type Platform } from './webhook-app.js';

/** The number that the accounts of {@link RealApp} have. */
export const ourNumber = '106540352242922';

type Value = Readonly<Record<string, unknown>>;

/** A value of a change as Meta writes it, of our number. */
export function valueOf(parts: Value, phoneNumberId = ourNumber): Value {
  const metadata = { display_phone_number: '15550783881', phone_number_id: phoneNumberId };
  return { messaging_product: 'whatsapp', metadata, ...parts };
}

/** A text message with whatever else a test says of it. */
export function textOf(id: string, parts: Value = {}): Value {
  return { id, timestamp: '1767225600', type: 'text', text: { body: 'hello' }, ...parts };
}

/** Waits for what comes by itself, a turn of the event loop at a time. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setImmediate(resolve));
}

/** An application on one of the platforms that is sent bodies as they are, and whose own messages are kept. */
export class RealApp {
  readonly failures: HandlerFailure[] = [];
  readonly deadLetters: DeadLetter[] = [];

  private constructor(
    readonly receiver: WebhookApp,
    readonly transport: RecordingTransport,
    /** Every line that was logged, of whatever level: `warn text`. */
    readonly log: readonly string[],
    /** The call of a handler of every event. */
    readonly events: readonly InboundEvent[],
  ) {}

  static async start(
    platform: Platform,
    {
      handlers = [],
      providers = [],
      ...options
    }: WhatsAppModuleOptions & WhatsAppModuleExtras & { readonly handlers?: readonly Provider[] } = {},
  ): Promise<RealApp> {
    const transport = new RecordingTransport();
    const log: string[] = [];
    const receiver = await WebhookApp.start({
      platform,
      metadata: { providers: [...handlers] },
      options: {
        ...options,
        providers: [{ provide: GraphTransport, useValue: transport }, ...providers],
      },
      prepare: (app) => app.useLogger(loggerTo(log)),
    });
    const app = new RealApp(receiver, transport, log, receiver.handle('real-app:all'));
    receiver.webhooks.errors$.subscribe((failure) => app.failures.push(failure));
    receiver.webhooks.deadLetters$.subscribe((letter) => app.deadLetters.push(letter));
    return app;
  }

  /** Posts one change; answers with the status. */
  change(value: unknown, field: unknown = 'messages', entry: Value = {}): Promise<number> {
    return this.post({
      object: 'whatsapp_business_account',
      entry: [{ id: '102290129340398', ...entry, changes: [{ field, value }] }],
    });
  }

  /** Posts a whole body. */
  post(body: unknown): Promise<number> {
    return this.receiver.post(JSON.stringify(body));
  }

  /** The bodies that the application sent, without what every one of them has. */
  get sent(): Value[] {
    return this.transport.requests.map(({ body }) => {
      const {
        messaging_product: _product,
        biz_opaque_callback_data: _data,
        ...rest
      } = JSON.parse(typeof body === 'string' ? body : '{}') as Value;
      return rest;
    });
  }

  /** The lines of the log in which all of these words stand. */
  logged(...words: readonly string[]): string[] {
    return this.log.filter((line) => words.every((word) => line.includes(word)));
  }

  stop(): Promise<void> {
    return this.receiver.stop();
  }
}

function loggerTo(log: string[]): LoggerService {
  const write =
    (level: string) =>
    (message: unknown): void =>
      void log.push(`${level} ${String(message)}`);
  return { log: write('log'), error: write('error'), warn: write('warn'), debug: write('debug') };
}
