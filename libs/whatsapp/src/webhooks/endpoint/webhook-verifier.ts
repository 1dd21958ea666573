import { createHash, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { WHATSAPP_RESOLVED_OPTIONS, type ResolvedWhatsAppOptions } from '../../config/internal.js';
import { WebhookRefusedException } from './webhook-refused.exception.js';
import { isJsonRequest, rawBodyOf, type WebhookRequest } from './webhook-request.js';
import { isWebhookSignature, SIGNATURE_HEADER } from './webhook-signature.js';

type VerifierOptions = Pick<ResolvedWhatsAppOptions, 'accounts' | 'appSecrets' | 'verifyToken' | 'webhooks'>;

const bodyNotKept =
  'the application does not keep the raw body, which a controller of your own needs. Create the application with NestFactory.create(AppModule, { rawBody: true }); with a body parser of your own, let it set request.rawBody';

const bodyConsumed =
  'something of the application had read the body before WhatsAppModule could. Body parsers belong to the Nest application, as app.useBodyParser(…) or app.use(…), and not to the server that it is created with; where that cannot be, let the parser there set request.rawBody to the bytes';

/** Verifies that a webhook comes from Meta. Fails closed: without an app secret nothing is taken. */
@Injectable()
export class WebhookVerifier {
  private readonly logger = new Logger('WhatsAppWebhooks');
  // Private at run time too: neither must show when this is logged.
  readonly #appSecrets: readonly string[];
  readonly #verifyToken?: string;
  private readonly allowUnsigned: boolean;
  private readonly logged = new Set<string>();

  constructor(@Inject(WHATSAPP_RESOLVED_OPTIONS) options: VerifierOptions) {
    const ofAccounts = [...options.accounts.values()].flatMap(({ appSecrets }) => appSecrets);
    this.#appSecrets = [...new Set([...options.appSecrets, ...ofAccounts])];
    this.#verifyToken = options.verifyToken;
    this.allowUnsigned = options.webhooks.allowUnsigned;
  }

  /**
   * The bytes of a request that Meta signed.
   *
   * @throws WebhookRefusedException where it did not, or where that cannot be told
   */
  verifyRequest(request: WebhookRequest): Uint8Array {
    const rawBody = rawBodyOf(request);
    const isJson = isJsonRequest(request);
    if (rawBody === 'too-large') throw new WebhookRefusedException('too-large');
    // Nobody keeps the bytes of what nobody parses: that is no mistake of the application.
    if (rawBody === undefined && !isJson) throw new WebhookRefusedException('content-type');
    const signed = this.verified(rawBody, request.headers[SIGNATURE_HEADER]);
    if (!isJson) throw new WebhookRefusedException('content-type');
    return signed;
  }

  /**
   * The bytes, if one of the app secrets made the signature.
   *
   * @throws WebhookRefusedException where none did, or where that cannot be told
   */
  verify(rawBody: Uint8Array | undefined, signature: unknown): Uint8Array {
    return this.verified(rawBody, signature);
  }

  private verified(rawBody: Uint8Array | 'consumed' | undefined, signature: unknown): Uint8Array {
    const unsigned = signature === undefined || signature === '';
    if (this.#appSecrets.length === 0 && !this.allowUnsigned) {
      this.sayOnce(
        'error',
        'Webhooks are refused: no app secret is configured, so that nobody can tell which are from Meta. Set `appSecret` (WHATSAPP_APP_SECRET); for development only, `webhooks.allowUnsigned` takes them all',
      );
      throw new WebhookRefusedException('signature');
    }
    if (unsigned && !this.allowUnsigned) throw new WebhookRefusedException('signature');
    if (rawBody === undefined || rawBody === 'consumed') {
      this.sayOnce('error', `Webhooks cannot be verified: ${rawBody ? bodyConsumed : bodyNotKept}`);
      throw new WebhookRefusedException('raw-body');
    }
    if (this.allowUnsigned && (unsigned || this.#appSecrets.length === 0)) {
      this.sayOnce(
        'warn',
        'Taking a webhook without a verified signature (`webhooks.allowUnsigned`): never do so where others can reach this address',
      );
      return rawBody;
    }
    if (!isWebhookSignature(rawBody, signature, this.#appSecrets)) {
      throw new WebhookRefusedException('signature');
    }
    return rawBody;
  }

  /**
   * The challenge of Meta's handshake, to be answered as it is.
   *
   * @throws WebhookRefusedException where the verify token is not the configured one
   */
  verifyHandshake(mode: unknown, verifyToken: unknown, challenge: unknown): string {
    if (this.#verifyToken === undefined) {
      this.sayOnce(
        'error',
        "Meta's handshake is refused: no verify token is configured. Set `verifyToken` (WHATSAPP_VERIFY_TOKEN) to what you entered in the App Dashboard",
      );
      throw new WebhookRefusedException('verify-token');
    }
    const ours = typeof verifyToken === 'string' && isSameText(verifyToken, this.#verifyToken);
    if (!ours || mode !== 'subscribe' || typeof challenge !== 'string') {
      throw new WebhookRefusedException('verify-token');
    }
    return challenge;
  }

  private sayOnce(level: 'error' | 'warn', line: string): void {
    if (this.logged.has(line)) return;
    this.logged.add(line);
    this.logger[level](line);
  }
}

/** Compares two secrets in a time that tells nothing about where they differ, nor how long they are. */
function isSameText(one: string, other: string): boolean {
  return timingSafeEqual(digest(one), digest(other));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
