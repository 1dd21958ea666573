import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { WhatsAppConfigurationError } from '../../errors/index.js';
import { InboundHandlerRegistry } from '../../webhooks/index.js';
import { HandlerReplies } from '../context/handler-replies.js';
import type { HandlerListener } from '../decorators/handler-listener.js';
import { probablyMeant } from '../decorators/listed-names.js';
import { HandlerCalls, type HandlerCall } from '../running/handler-calls.js';
import { parametersOf } from '../running/handler-parameters.js';
import { ScopedHandlerCalls } from '../running/scoped-handler-calls.js';
import { DecoratedHandler } from './decorated-handler.js';
import { HandlerExplorer, type FoundHandler } from './handler-explorer.js';

/** Registers the application's decorated methods with the dispatcher of inbound events. */
@Injectable()
export class HandlerRegistrar implements OnModuleInit {
  private readonly logger = new Logger('WhatsAppHandlers');

  constructor(
    private readonly explorer: HandlerExplorer,
    private readonly handlers: InboundHandlerRegistry,
    private readonly calls: HandlerCalls,
    private readonly scopedCalls: ScopedHandlerCalls,
    private readonly replies: HandlerReplies,
  ) {}

  /** @throws WhatsAppConfigurationError where two handlers have one id, or one asks for what its events do not have */
  onModuleInit(): void {
    const places = new Map<string, string>();
    for (const found of this.explorer.explore()) {
      this.warnOfMisspelt(found);
      for (const handler of this.handlersOf(found)) {
        const place = `${found.target.name} (in ${found.target.module.metatype.name})`;
        assertOnlyOne(handler.id, place, places.get(handler.id));
        places.set(handler.id, place);
        this.handlers.add(handler);
      }
    }
    if (places.size > 0) this.logger.debug(`Handlers: ${[...places.keys()].join(', ')}`);
  }

  /** Names that are not listed are allowed, because Meta adds some; but who is one letter off waits for nothing. */
  private warnOfMisspelt({ target, listeners }: FoundHandler): void {
    for (const { asked, listed } of listeners) {
      for (const name of asked) {
        const meant = probablyMeant(name, listed);
        if (meant === undefined) continue;
        this.logger.warn(
          `${target.name}: ${listed.decorator}('${name}') is for nothing that this version knows of: did you mean '${meant}'?`,
        );
      }
    }
  }

  /** Returns the handlers of a method: one for its own events, and one, under an id of its own, for those that no other handler took. */
  private handlersOf(found: FoundHandler): DecoratedHandler[] {
    const { target, wrapper, listeners } = found;
    assertReplyPossible(found);
    const id = theOne(target.name, 'id', listeners) ?? target.name;
    const order = theOne(target.name, 'order', listeners) ?? 0;
    const call: HandlerCall = wrapper.isDependencyTreeStatic()
      ? this.calls.create(wrapper.instance, target)
      : this.scopedCalls.create(wrapper, target);
    const handler = (suffix: string, fallback: boolean): DecoratedHandler[] => {
      const own = listeners.filter((listener) => (listener.fallback ?? false) === fallback);
      if (own.length === 0) return [];
      return [new DecoratedHandler(`${id}${suffix}`, order, fallback, own, this.replies, call)];
    };
    const isMixed = new Set(listeners.map(({ fallback = false }) => fallback)).size > 1;
    return [...handler('', false), ...handler(isMixed ? '#unhandled' : '', true)];
  }
}

function assertOnlyOne(id: string, place: string, other: string | undefined): void {
  if (other === undefined) return;
  throw new WhatsAppConfigurationError([
    `two handlers have the id "${id}": ${other} and ${place}. Declare the class in one module only, or give one of them ` +
      'another id in its decorator, such as @OnWhatsAppMessage({ id: "…" })',
  ]);
}

/** Options of the method as a whole may stand in any of its decorators, but not differ. */
function theOne<Name extends 'id' | 'order'>(
  handlerName: string,
  name: Name,
  listeners: readonly HandlerListener[],
): HandlerListener[Name] {
  const given = new Set(listeners.flatMap((listener) => listener[name] ?? []));
  if (given.size > 1) {
    throw new WhatsAppConfigurationError([
      `the decorators of ${handlerName} say different things about its ${name}: ${[...given].join(', ')}`,
    ]);
  }
  return listeners.find((listener) => listener[name] !== undefined)?.[name];
}

function assertReplyPossible({ target, wrapper, listeners }: FoundHandler): void {
  if (listeners.some(({ kinds }) => kinds === undefined || kinds.includes('message'))) return;
  const parameters = parametersOf(wrapper.instance, target.methodName, target.name);
  if (!parameters.some(({ asksForReply }) => asksForReply)) return;
  throw new WhatsAppConfigurationError([
    `${target.name} asks for @WaReply() and takes no messages: inject WhatsAppMessagesService and say whom to write to`,
  ]);
}
