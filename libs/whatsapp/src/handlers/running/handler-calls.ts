import {
  HttpException,
  HttpStatus,
  Injectable,
  type CanActivate,
  type NestInterceptor,
  type PipeTransform,
} from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { isObservable, lastValueFrom } from 'rxjs';
import { WhatsAppConfigurationError } from '../../errors/index.js';
import type { HandlerOutcome, InboundEvent } from '../../webhooks/index.js';
import type { HandlerRun } from '../context/handler-run.js';
import { WHATSAPP_CONTEXT } from '../context/whatsapp-execution-context.js';
import { parametersOf, type HandlerParameter } from './handler-parameters.js';
import {
  containerOf,
  ContextUtils,
  GUARDS_METADATA,
  GuardsConsumer,
  GuardsContextCreator,
  INTERCEPTORS_METADATA,
  InterceptorsConsumer,
  InterceptorsContextCreator,
  PIPES_METADATA,
  PipesConsumer,
  PipesContextCreator,
  STATIC_CONTEXT,
  type ContextId,
  type NestModule,
} from './nest-core.js';

/** The method that a handler runs, and where Nest keeps what stands on it. */
export interface HandlerTarget {
  /** The name in messages to people: `ClassName.methodName`. */
  readonly name: string;
  readonly methodName: string;
  /** The module that has the class among its providers or controllers. */
  readonly module: NestModule;
  /** The id of the provider: its transient guards, pipes and interceptors are made for it. */
  readonly hostId: string;
}

/** Runs a method with what stands on it. */
export type HandlerCall = (run: HandlerRun) => Promise<HandlerOutcome>;

type Method = (...args: unknown[]) => unknown;
type Arguments = [event: InboundEvent, run: HandlerRun];

/** One parameter with its pipes made: those of the class and the method, then its own. */
interface PipedParameter extends HandlerParameter {
  readonly chain: PipeTransform[];
}

/**
 * Makes the calls of handlers: guards, interceptors and pipes on the method and its class run, those of the whole application
 * do not, for they are made for HTTP requests: a global guard that asks for a JWT would turn every message away. Exception
 * filters do not run either: an error that a filter swallowed would count as success, and the message be lost.
 */
@Injectable()
export class HandlerCalls {
  private readonly guards: GuardsContextCreator;
  private readonly interceptors: InterceptorsContextCreator;
  private readonly pipes: PipesContextCreator;
  private readonly guarding = new GuardsConsumer();
  private readonly intercepting = new InterceptorsConsumer();
  private readonly piping = new PipesConsumer();
  private readonly utils = new ContextUtils();

  constructor(moduleRef: ModuleRef) {
    const container = containerOf(moduleRef);
    // Without the application's configuration they do not know what is global.
    this.guards = new GuardsContextCreator(container);
    this.interceptors = new InterceptorsContextCreator(container);
    this.pipes = new PipesContextCreator(container);
  }

  /**
   * @throws WhatsAppConfigurationError where a guard, an interceptor or a pipe of the method is not there: Nest would leave it
   * out without a word
   */
  create(instance: object, target: HandlerTarget, contextId: ContextId = STATIC_CONTEXT): HandlerCall {
    const { name, methodName, hostId } = target;
    const { token } = target.module;
    const method = methodOf(instance, methodName);
    const guards = this.guards.create(instance, method, token, contextId, hostId);
    const interceptors = this.interceptors.create(instance, method, token, contextId, hostId);
    const pipes = this.pipes.create(instance, method, token, contextId, hostId);
    assertMade(name, 'guard', guards, GUARDS_METADATA, instance, method);
    assertMade(name, 'interceptor', interceptors, INTERCEPTORS_METADATA, instance, method);
    assertMade(name, 'pipe', pipes, PIPES_METADATA, instance, method);
    const parameters = parametersOf(instance, methodName, name).map((parameter) => {
      this.pipes.setModuleContext(token);
      const own: PipeTransform[] = this.pipes.createConcreteContext([...parameter.pipes], contextId, hostId);
      assertAll(name, 'pipe', own, parameter.pipes);
      return { ...parameter, chain: [...pipes, ...own] };
    });
    return (run) => this.call(instance, method, { guards, interceptors, parameters }, [run.event, run]);
  }

  private async call(
    instance: object,
    method: Method,
    {
      guards,
      interceptors,
      parameters,
    }: {
      readonly guards: CanActivate[];
      readonly interceptors: NestInterceptor[];
      readonly parameters: readonly PipedParameter[];
    },
    args: Arguments,
  ): Promise<HandlerOutcome> {
    if (!(await this.isLetIn(guards, args, instance, method))) return 'skipped';
    const next = async (): Promise<unknown> =>
      method.apply(instance, await this.argumentsFor(parameters, args, instance, method));
    const result = await this.intercepting.intercept(
      interceptors,
      args,
      instance,
      method,
      next,
      WHATSAPP_CONTEXT,
    );
    // An interceptor may end it without a value.
    if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
    return 'handled';
  }

  private async isLetIn(
    guards: CanActivate[],
    args: Arguments,
    instance: object,
    method: Method,
  ): Promise<boolean> {
    try {
      return await this.guarding.tryActivate(guards, args, instance, method, WHATSAPP_CONTEXT);
    } catch (error) {
      if (isRefusal(error)) return false;
      throw error;
    }
  }

  private async argumentsFor(
    parameters: readonly PipedParameter[],
    args: Arguments,
    instance: object,
    method: Method,
  ): Promise<unknown[]> {
    const context = this.utils.getContextFactory(WHATSAPP_CONTEXT, instance, method)(args);
    const values: unknown[] = [];
    await Promise.all(
      parameters.map(async ({ index, metadata, chain, read }) => {
        const value: unknown = await read(context);
        values[index] = chain.length === 0 ? value : await this.piping.apply(value, metadata, chain);
      }),
    );
    return Array.from(values);
  }
}

/** Guards say no by returning false or by throwing what an HTTP client would be told. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof HttpException)) return false;
  const status: HttpStatus = error.getStatus();
  return status === HttpStatus.UNAUTHORIZED || status === HttpStatus.FORBIDDEN;
}

function methodOf(instance: object, methodName: string): Method {
  const method: unknown = Reflect.get(instance, methodName);
  if (isMethod(method)) return method;
  throw new TypeError(`${instance.constructor.name}.${methodName} is not a method any more`);
}

function isMethod(value: unknown): value is Method {
  return typeof value === 'function';
}

function assertMade(
  handlerName: string,
  what: string,
  made: readonly unknown[],
  key: string,
  instance: object,
  method: Method,
): void {
  const onClass: unknown = Reflect.getMetadata(key, instance.constructor);
  const onMethod: unknown = Reflect.getMetadata(key, method);
  assertAll(handlerName, what, made, [onClass, onMethod].flat());
}

/** A guard that is not run lets everything in. */
function assertAll(
  handlerName: string,
  what: string,
  made: readonly unknown[],
  wanted: readonly unknown[],
): void {
  const missing = wanted.filter(Boolean).length - made.length;
  if (missing <= 0) return;
  throw new WhatsAppConfigurationError([
    `${handlerName} has ${missing} ${what}(s) that Nest did not make, because its class is provided as a value or by a factory: ` +
      `list the class itself among the providers, or give the ${what} as an instance`,
  ]);
}
