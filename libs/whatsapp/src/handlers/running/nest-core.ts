/*
 * The parts of Nest that are not in its public entry, all in this one file. They run what stands on a method and its class, as
 * Nest's own packages for queues and events do. The paths are the same in Nest 11 and 12.
 */
import type { ModuleRef, NestContainer } from '@nestjs/core';

export {
  GUARDS_METADATA,
  INTERCEPTORS_METADATA,
  PIPES_METADATA,
  ROUTE_ARGS_METADATA,
} from '@nestjs/common/constants.js';
export { GuardsConsumer } from '@nestjs/core/guards/guards-consumer.js';
export { GuardsContextCreator } from '@nestjs/core/guards/guards-context-creator.js';
export { ContextUtils } from '@nestjs/core/helpers/context-utils.js';
export { STATIC_CONTEXT } from '@nestjs/core/injector/constants.js';
export { Injector } from '@nestjs/core/injector/injector.js';
export type { ContextId, InstanceWrapper } from '@nestjs/core/injector/instance-wrapper.js';
export type { Module as NestModule } from '@nestjs/core/injector/module.js';
export { InterceptorsConsumer } from '@nestjs/core/interceptors/interceptors-consumer.js';
export { InterceptorsContextCreator } from '@nestjs/core/interceptors/interceptors-context-creator.js';
export { PipesConsumer } from '@nestjs/core/pipes/pipes-consumer.js';
export { PipesContextCreator } from '@nestjs/core/pipes/pipes-context-creator.js';

/** Returns the container in which Nest keeps what it has made. */
export function containerOf(moduleRef: ModuleRef): NestContainer {
  return moduleRef['container'];
}
