import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, HttpAdapterHost, Reflector } from '@nestjs/core';
import { WhatsAppConfigurationError } from './errors/index.js';
import { WEBHOOK_CONTROLLER_PATH } from './webhooks/internal.js';

/**
 * Refuses two registrations of the module that receive webhooks at one path: the first would answer for both, and the second's
 * webhooks would be lost or fail their signature.
 */
@Injectable()
export class WebhookPathClashes implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly reflector: Reflector,
    private readonly host: HttpAdapterHost,
  ) {}

  /** @throws WhatsAppConfigurationError naming the path */
  onModuleInit(): void {
    // Without HTTP there are no routes that could clash.
    if (!this.host.httpAdapter) return;
    const seen = new Set<string>();
    for (const path of this.paths()) {
      if (seen.has(path)) {
        throw new WhatsAppConfigurationError([
          `WhatsAppModule is registered more than once, and two registrations receive webhooks at "${path}": register it once with several \`accounts\`, or give one of them another path, webhook: { path: "webhooks/other" }, or none, webhook: false`,
        ]);
      }
      seen.add(path);
    }
  }

  private paths(): string[] {
    return this.discovery.getControllers().flatMap(({ metatype }) => {
      if (typeof metatype !== 'function') return [];
      const path: unknown = this.reflector.get(WEBHOOK_CONTROLLER_PATH, metatype);
      return typeof path === 'string' ? [path.replace(/^\/+|\/+$/g, '')] : [];
    });
  }
}
