import { Controller, Get, Post, Req, Res, VERSION_NEUTRAL, type Type } from '@nestjs/common';
import { WebhookEndpoint } from './webhook-endpoint.js';
import type { WebhookRequest } from './webhook-request.js';

/** The default path of webhooks. */
export const defaultWebhookPath = 'webhooks/whatsapp';

/** The ready controller's shape. */
export interface WebhookControllerOptions {
  /** Below the application's global prefix, without a version. @default 'webhooks/whatsapp' */
  path?: string;
  /**
   * Put on the controller and on each of its two methods, so that whatever looks for them finds them: the `@Public()` of your
   * own guard, `SkipThrottle()`, `SetMetadata(…)`. Each must work on a class and on a method.
   */
  decorators?: readonly (ClassDecorator & MethodDecorator)[];
}

/** Marks a ready controller with its path. */
export const WEBHOOK_CONTROLLER_PATH = 'nestjs-whatsapp:webhook-controller-path';

/** The metadata key that `@nestjs/swagger` looks for; by name, because it need not be installed. */
const excludedFromSwagger = 'swagger/apiExcludeController';

/** Makes the controller of one registration: `GET` is Meta's handshake, `POST` a delivery. */
export function createWebhookController({
  path = defaultWebhookPath,
  decorators = [],
}: WebhookControllerOptions = {}): Type {
  @Controller({ path, version: VERSION_NEUTRAL })
  class WhatsAppWebhookController {
    constructor(private readonly endpoint: WebhookEndpoint) {}

    @Get()
    handshake(@Req() request: WebhookRequest, @Res() response: unknown): Promise<void> {
      return this.endpoint.handshake(request, response);
    }

    @Post()
    receive(@Req() request: WebhookRequest, @Res() response: unknown): Promise<void> {
      return this.endpoint.receive(request, response);
    }
  }
  const { prototype } = WhatsAppWebhookController;
  for (const decorate of decorators) {
    decorate(WhatsAppWebhookController);
    for (const name of ['handshake', 'receive'] as const) {
      const descriptor = Object.getOwnPropertyDescriptor(prototype, name);
      if (descriptor) decorate(prototype, name, descriptor);
    }
  }
  Reflect.defineMetadata(WEBHOOK_CONTROLLER_PATH, path, WhatsAppWebhookController);
  Reflect.defineMetadata(excludedFromSwagger, [true], WhatsAppWebhookController);
  return WhatsAppWebhookController;
}
