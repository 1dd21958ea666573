import { Injectable } from '@nestjs/common';
import type { Observable } from 'rxjs';
import { WebhookRefusedException } from './webhook-refused.exception.js';
import type { WebhookRequest } from './webhook-request.js';
import { WebhookVerifier } from './webhook-verifier.js';
import type { InboundEvent } from '../events/inbound-event.js';
import type { DeadLetter, HandlerFailure } from '../intake/handler-failure.js';
import { InboundStreams } from '../intake/inbound-streams.js';
import { WebhookIntake } from '../intake/webhook-intake.js';
import { parseWebhookJson } from '../intake/webhook-json.js';

/** The three parameters of Meta's handshake. */
export interface WebhookHandshake {
  /** `hub.mode` */
  readonly mode: unknown;
  /** `hub.verify_token` */
  readonly verifyToken: unknown;
  /** `hub.challenge` */
  readonly challenge: unknown;
}

/**
 * Receives webhooks: for teams with a controller of their own, and for whoever prefers streams to decorated handlers.
 *
 * @publicApi
 */
@Injectable()
export class WhatsAppWebhooksService {
  /**
   * Emits every event once, after the library's own features have seen it. Nobody waits for what a
   * subscriber does, and nothing is delivered again for it: use a handler where that matters.
   */
  readonly events$: Observable<InboundEvent>;
  /** Emits every failure of a handler, with the error. */
  readonly errors$: Observable<HandlerFailure>;
  /** Emits the events that a handler was given up for: Meta does not deliver them again. */
  readonly deadLetters$: Observable<DeadLetter>;

  constructor(
    private readonly verifier: WebhookVerifier,
    private readonly intake: WebhookIntake,
    streams: InboundStreams,
  ) {
    this.events$ = streams.events.asObservable();
    this.errors$ = streams.errors.asObservable();
    this.deadLetters$ = streams.deadLetters.asObservable();
  }

  /**
   * Verifies a delivery and sees it through. Resolves when it may be answered 200.
   *
   * @param rawBody the bytes as they came in, e.g. `@RawBody()`
   * @param signature the header `X-Hub-Signature-256`
   * @throws WebhookRefusedException 401 where the signature is missing or wrong; 400 where the body is no JSON; 503 where the raw
   * body is missing, where not every handler has succeeded in time, and while the application shuts down
   */
  async handle(rawBody: Uint8Array | undefined, signature: string | undefined): Promise<void> {
    await this.take(this.verifier.verify(rawBody, signature));
  }

  /**
   * The same for a whole request of Express or Fastify.
   *
   * @throws WebhookRefusedException also 415, where the body is not declared as JSON, and 413, where it is larger than 3 MB
   */
  async handleRequest(request: WebhookRequest): Promise<void> {
    await this.take(this.verifier.verifyRequest(request));
  }

  /**
   * The challenge that Meta's handshake is to be answered with, as plain text.
   *
   * @throws WebhookRefusedException 403 where the verify token is not the configured one
   */
  handshake({ mode, verifyToken, challenge }: WebhookHandshake): string {
    return this.verifier.verifyHandshake(mode, verifyToken, challenge);
  }

  private async take(rawBody: Uint8Array): Promise<void> {
    const outcome = await this.intake.take(parse(rawBody), rawBody);
    if (outcome === 'unhandled') throw new WebhookRefusedException('unhandled');
  }
}

const utf8 = new TextDecoder();

function parse(rawBody: Uint8Array): unknown {
  try {
    // A byte order mark is left out, as every decoder of the web does.
    return parseWebhookJson(utf8.decode(rawBody));
  } catch {
    throw new WebhookRefusedException('json');
  }
}
