import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { WebhookRequest } from './webhook-request.js';
import { WebhookVerifier } from './webhook-verifier.js';

/**
 * Allows only POST requests that Meta signed with one of the app secrets, for controllers of your
 * own in an application that is created with `rawBody: true`. The ready controller and
 * `WhatsAppWebhooksService.handle` check for themselves.
 *
 * @throws WebhookRefusedException 401 where the signature is missing or wrong; 415 where the body is not JSON; 503 where the
 * application does not keep the raw body
 * @publicApi
 */
@Injectable()
export class WhatsAppSignatureGuard implements CanActivate {
  constructor(private readonly verifier: WebhookVerifier) {}

  canActivate(context: ExecutionContext): boolean {
    this.verifier.verifyRequest(context.switchToHttp().getRequest<WebhookRequest>());
    return true;
  }
}
