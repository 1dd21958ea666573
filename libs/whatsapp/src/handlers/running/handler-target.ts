import type { NestModule } from './nest-core.js';

/** The method that a handler runs, and where Nest keeps what stands on it. */
export interface HandlerTarget {
  /** For messages to people: `ClassName.methodName`. */
  readonly name: string;
  readonly methodName: string;
  /** The module that has the class among its providers or controllers. */
  readonly module: NestModule;
  /** The id of the provider: its transient guards, pipes and interceptors are made for it. */
  readonly hostId: string;
}
