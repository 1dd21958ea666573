import { Injectable } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { WhatsAppConfigurationError } from '../../errors/index.js';
import { listenersOf, type HandlerListener } from '../decorators/handler-listener.js';
import type { HandlerTarget } from '../running/handler-calls.js';
import type { InstanceWrapper } from '../running/nest-core.js';

/** A method of the application that has decorators for handlers. */
export interface FoundHandler {
  readonly target: HandlerTarget;
  readonly wrapper: InstanceWrapper<object>;
  readonly listeners: readonly HandlerListener[];
}

/** Finds the methods with decorators for handlers, on every provider and controller of the application. */
@Injectable()
export class HandlerExplorer {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  /** @throws WhatsAppConfigurationError where a class with handlers is transient */
  explore(): FoundHandler[] {
    const wrappers = [...this.discovery.getControllers(), ...this.discovery.getProviders()];
    const seen = new Set<unknown>();
    return wrappers
      .toSorted((one, other) => Number(one.isNotMetatype) - Number(other.isNotMetatype))
      .flatMap((wrapper) => {
        // The same instance under a second token: an alias, or a factory that hands on what it was given.
        const instance: unknown = wrapper.instance;
        if (wrapper.isAlias || (instance !== undefined && seen.has(instance))) return [];
        seen.add(instance);
        return this.handlersOf(wrapper);
      });
  }

  private handlersOf(wrapper: InstanceWrapper): FoundHandler[] {
    const prototype = prototypeOf(wrapper);
    const module = wrapper.host;
    if (!prototype || !module) return [];
    const className = prototype.constructor.name;
    // Inherited methods are among them, each once.
    return this.scanner.getAllMethodNames(prototype).flatMap((methodName) => {
      const listeners = listenersOn(prototype, methodName);
      if (listeners.length === 0) return [];
      if (wrapper.isTransient) {
        throw new WhatsAppConfigurationError([
          `${className} is transient-scoped: a class with handlers has the default or the request scope, because nobody injects it for an event`,
        ]);
      }
      const name = `${className}.${methodName}`;
      return [{ target: { name, methodName, module, hostId: wrapper.id }, wrapper, listeners }];
    });
  }
}

/** A value or factory provider has no class of its own: its instance tells. */
function prototypeOf({ metatype, isNotMetatype, instance }: InstanceWrapper): object | undefined {
  const given: unknown =
    !isNotMetatype && typeof metatype === 'function' ? metatype.prototype : prototypeOfInstance(instance);
  return typeof given === 'object' && given !== null && typeof given.constructor === 'function'
    ? given
    : undefined;
}

function prototypeOfInstance(instance: unknown): unknown {
  return typeof instance === 'object' && instance !== null ? Object.getPrototypeOf(instance) : undefined;
}

function listenersOn(prototype: object, methodName: string): readonly HandlerListener[] {
  const method: unknown = Reflect.get(prototype, methodName);
  return typeof method === 'function' ? listenersOf(method) : [];
}
