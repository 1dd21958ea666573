import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, Reflector } from '@nestjs/core';
import { WhatsAppConfigurationError } from '../../errors/index.js';
import { SEND_OBSERVER_METADATA, type SendObserver } from './send-observer.js';
import { SEND_POLICY_METADATA, type SendPolicy } from './send-policy.js';

type DiscoveredProvider = ReturnType<DiscoveryService['getProviders']>[number];

/** A provider that carries one of the decorators, and what the decorator said. */
interface Marked {
  readonly instance: object;
  readonly metadata: unknown;
}

/** Finds the policies and observers that the application and the library's own features declare. */
@Injectable()
export class SendExtensions implements OnModuleInit {
  private readonly logger = new Logger('WhatsAppSendExtensions');
  #policies?: readonly SendPolicy[];
  #observers?: readonly SendObserver[];

  // Private at run time too: through the container one would see every provider, the options with their secrets among them.
  readonly #discovery: DiscoveryService;
  readonly #reflector: Reflector;

  constructor(discovery: DiscoveryService, reflector: Reflector) {
    this.#discovery = discovery;
    this.#reflector = reflector;
  }

  /** The policies in the order in which they are asked. */
  get policies(): readonly SendPolicy[] {
    this.#policies ??= this.find(SEND_POLICY_METADATA)
      .toSorted((a, b) => Number(a.metadata) - Number(b.metadata))
      .map(({ instance }) => {
        if (isPolicy(instance)) return instance;
        throw new WhatsAppConfigurationError([
          `${instance.constructor.name} is marked with @WhatsAppSendPolicy() but has no method check(send)`,
        ]);
      });
    return this.#policies;
  }

  get observers(): readonly SendObserver[] {
    this.#observers ??= this.find(SEND_OBSERVER_METADATA).map(({ instance }) => instance);
    return this.#observers;
  }

  /** Finds the extensions at start-up, so that a mistake is seen then and not by the first send. */
  onModuleInit(): void {
    const found = this.policies.length + this.observers.length;
    if (found > 0) {
      this.logger.debug(`${this.policies.length} send policies, ${this.observers.length} send observers`);
    }
  }

  private find(key: string): Marked[] {
    return this.#discovery.getProviders().flatMap((wrapper) => {
      const target = classOf(wrapper);
      if (target === undefined || wrapper.isAlias) return [];
      const metadata: unknown = this.#reflector.get(key, target);
      if (metadata === undefined) return [];
      const instance: unknown = wrapper.instance;
      if (!wrapper.isDependencyTreeStatic() || typeof instance !== 'object' || instance === null) {
        throw new WhatsAppConfigurationError([
          `${target.name} is request-scoped: a send policy or observer must have the default scope, because a send has no request`,
        ]);
      }
      return [{ instance, metadata }];
    });
  }
}

// A value or factory provider has no metatype of its own: its instance tells the class.
function classOf(wrapper: DiscoveredProvider): Function | undefined {
  if (typeof wrapper.metatype === 'function' && wrapper.inject === undefined) return wrapper.metatype;
  const instance: unknown = wrapper.instance;
  return typeof instance === 'object' && instance !== null ? instance.constructor : undefined;
}

function isPolicy(instance: object): instance is SendPolicy {
  return 'check' in instance && typeof instance.check === 'function';
}
