import type { ArgumentMetadata, ExecutionContext } from '@nestjs/common';
import { WhatsAppConfigurationError } from '../../errors/index.js';
import { replyOf } from '../context/param.decorators.js';
import { ContextUtils, ROUTE_ARGS_METADATA } from './nest-core.js';

/** The decorated parameter of a handler's method. */
export interface HandlerParameter {
  readonly index: number;
  /** The metadata for its pipes. */
  readonly metadata: ArgumentMetadata;
  /** Classes or instances, as the decorator was given them. */
  readonly pipes: readonly unknown[];
  readonly asksForReply: boolean;
  readonly read: (context: ExecutionContext) => unknown;
}

/** A parameter as `createParamDecorator` writes it down. */
interface WrittenParameter {
  readonly index: number;
  readonly data?: string;
  readonly factory?: (data: unknown, context: ExecutionContext) => unknown;
  readonly pipes?: readonly unknown[];
  readonly schema?: ArgumentMetadata['schema'];
}

const utils = new ContextUtils();

/**
 * The parameters of a handler's method that have decorators, the application's own included. A method without any has one: the
 * whole event.
 *
 * @throws WhatsAppConfigurationError where one is for HTTP requests, such as `@Body()`
 */
export function parametersOf(instance: object, methodName: string, handlerName: string): HandlerParameter[] {
  const written: Record<string, WrittenParameter> | undefined = utils.reflectCallbackMetadata(
    instance,
    methodName,
    ROUTE_ARGS_METADATA,
  );
  // The compiler may write no types down.
  const types: ArgumentMetadata['metatype'][] | undefined = utils.reflectCallbackParamtypes(
    instance,
    methodName,
  );
  const parameters = Object.values(written ?? { 0: wholeEvent });
  return parameters.map(({ index, data, factory, pipes = [], schema }) => {
    if (!factory) {
      throw new WhatsAppConfigurationError([
        `${handlerName} has a decorator such as @Body() on argument ${index + 1}: a handler has no HTTP request; use @WaMessage() and its like`,
      ]);
    }
    return {
      index,
      metadata: { type: 'custom', metatype: types?.[index], data, schema },
      pipes,
      asksForReply: factory === replyOf,
      read: (context) => factory(data, context),
    };
  });
}

const wholeEvent: WrittenParameter = {
  index: 0,
  factory: (_data, context) => context.getArgByIndex<unknown>(0),
};
