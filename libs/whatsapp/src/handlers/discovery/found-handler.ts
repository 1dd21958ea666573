import type { HandlerListener } from '../decorators/handler-listener.js';
import type { HandlerTarget } from '../running/handler-target.js';
import type { InstanceWrapper } from '../running/nest-core.js';

/** A method of the application that has decorators for handlers. */
export interface FoundHandler {
  readonly target: HandlerTarget;
  readonly wrapper: InstanceWrapper<object>;
  readonly listeners: readonly HandlerListener[];
}
