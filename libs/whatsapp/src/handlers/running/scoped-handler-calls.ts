import { Injectable } from '@nestjs/common';
import { ContextIdFactory, ModuleRef } from '@nestjs/core';
import { HandlerCalls, type HandlerCall, type HandlerTarget } from './handler-calls.js';
import { Injector, type InstanceWrapper } from './nest-core.js';

/**
 * Calls handlers whose class, or something that it needs, is request-scoped: an instance of its own for each run. `REQUEST` is
 * the inbound event.
 */
@Injectable()
export class ScopedHandlerCalls {
  private readonly injector = new Injector();

  constructor(
    private readonly calls: HandlerCalls,
    private readonly moduleRef: ModuleRef,
  ) {}

  create(wrapper: InstanceWrapper<object>, target: HandlerTarget): HandlerCall {
    const { module } = target;
    const collection = module.controllers.has(wrapper.token) ? module.controllers : module.providers;
    return async (run) => {
      const contextId = ContextIdFactory.getByRequest(run.event);
      const request = wrapper.isDependencyTreeDurable() ? contextId.payload : run.event;
      this.moduleRef.registerRequestByContextId(request, contextId);
      const instance = await this.injector.loadPerContext(
        wrapper.instance,
        module,
        collection,
        contextId,
        wrapper,
      );
      return this.calls.create(instance, target, contextId)(run);
    };
  }
}
