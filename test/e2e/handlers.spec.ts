import {
  BadRequestException,
  Catch,
  Controller,
  createParamDecorator,
  ForbiddenException,
  Get,
  Inject,
  Injectable,
  Body,
  Module,
  Scope,
  SetMetadata,
  UnauthorizedException,
  UseFilters,
  UseGuards,
  UseInterceptors,
  UsePipes,
  ValidationPipe,
  type ArgumentMetadata,
  type CallHandler,
  type CanActivate,
  type ExceptionFilter,
  type ExecutionContext,
  type NestInterceptor,
  type PipeTransform,
  type Provider,
  type Type,
} from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE, REQUEST, Reflector } from '@nestjs/core';
import { IsString } from 'class-validator';
import { afterEach, describe, expect, it } from '@jest/globals';
import {
  isWhatsAppContext,
  OnWhatsAppCall,
  OnWhatsAppCallStatus,
  OnWhatsAppEvent,
  OnWhatsAppMessage,
  OnWhatsAppStatus,
  OnWhatsAppUnhandled,
  ReplyComposer,
  WaAccount,
  WaContact,
  WaEvent,
  WaMessage,
  WaMetadata,
  WaReply,
  WaStatus,
  WaValue,
  WhatsAppConfigurationError,
  WhatsAppExecutionContext,
  type FieldEventOf,
  type HandlerFailure,
  type InboundEvent,
} from 'nestjs-whatsapp';
import type {
  InboundContact,
  InboundTextMessage,
  WebhookError,
  WebhookMetadata,
} from 'nestjs-whatsapp/payloads';
import type { WhatsAppAccount } from 'nestjs-whatsapp/extending';
import {
  buttonReply,
  failedStatus,
  fieldChange,
  inboundMessage,
  listReply,
  mediaMessage,
  messageStatus,
  textMessage,
  webhookOf,
  type WebhookUpdate,
} from 'nestjs-whatsapp/testing';
import { EMPTY, finalize, of, type Observable } from 'rxjs';
import { platforms, WebhookApp, type WebhookAppOptions } from '../support/webhooks/webhook-app.js';

let receiver: WebhookApp;

afterEach(() => receiver?.stop());

async function start(providers: Provider[], options: WebhookAppOptions = {}): Promise<WebhookApp> {
  receiver = await WebhookApp.start({
    ...options,
    metadata: { ...options.metadata, providers: [...(options.metadata?.providers ?? []), ...providers] },
  });
  return receiver;
}

/** Starts an application that is expected not to start. */
async function startUp(providers: Provider[], controllers: Type[] = []): Promise<unknown> {
  try {
    await start(providers, { metadata: { controllers } });
    return undefined;
  } catch (error) {
    return error;
  }
}

function call(event: string): WebhookUpdate {
  return {
    field: 'calls',
    list: 'calls',
    content: {
      id: 'wacid.1',
      event,
      timestamp: '1767225600',
      from: '16505551234',
      direction: 'USER_INITIATED',
    },
  };
}

function callStatus(status: string): WebhookUpdate {
  return {
    field: 'calls',
    list: 'statuses',
    content: { type: 'call', id: 'wacid.2', status, timestamp: '1767225600', recipient_id: '16505551234' },
  };
}

function payment(status: string): WebhookUpdate {
  return messageStatus(status, { extra: { type: 'payment', payment: { reference_id: 'order-1' } } });
}

const templatePaused = fieldChange('message_template_status_update', {
  event: 'PAUSED',
  message_template_id: '1',
  message_template_name: 'hello_world',
  message_template_language: 'en-US',
});

/** One update of each sort, each under the name that the tests below give it. */
const updates: Readonly<Record<string, WebhookUpdate>> = {
  text: textMessage('hello'),
  image: mediaMessage('image'),
  button: inboundMessage('button', { payload: 'yes', text: 'Yes' }),
  tap: buttonReply('yes', 'Yes'),
  choice: listReply('row-1', 'First'),
  hologram: inboundMessage('hologram', { depth: 3 }),
  sent: messageStatus('sent'),
  failed: failedStatus(131_026, 'Message undeliverable'),
  'payment failed': payment('failed'),
  'call begins': call('connect'),
  'call rings': callStatus('RINGING'),
  'template paused': templatePaused,
  'unknown field': fieldChange('tea_time', { with: 'milk' }),
};

describe('which events a handler takes', () => {
  const cases: readonly (readonly [string, MethodDecorator, string])[] = [
    ['every message', OnWhatsAppMessage(), 'text|image|button|tap|choice|hologram'],
    ['every message, by a star', OnWhatsAppMessage('*'), 'text|image|button|tap|choice|hologram'],
    ['messages of one type', OnWhatsAppMessage('text'), 'text'],
    ['messages of several types', OnWhatsAppMessage(['text', 'image']), 'text|image'],
    ['messages of a type that is not listed', OnWhatsAppMessage('hologram'), 'hologram'],
    [
      'messages that a test is true for',
      OnWhatsAppMessage(({ message }) => message.type === 'interactive'),
      'tap|choice',
    ],
    [
      'messages of a type that a test is true for',
      OnWhatsAppMessage('interactive', {
        where: ({ message }) => message.interactive?.type === 'list_reply',
      }),
      'choice',
    ],
    [
      'messages by options alone',
      OnWhatsAppMessage({ where: ({ message }) => message.type === 'button' }),
      'button',
    ],
    ['every status', OnWhatsAppStatus(), 'sent|failed|payment failed'],
    ['statuses of one kind, without those of payments', OnWhatsAppStatus('failed'), 'failed'],
    ['statuses of payments', OnWhatsAppStatus('payment'), 'payment failed'],
    [
      'statuses that a test is true for',
      OnWhatsAppStatus('failed', { where: ({ status }) => status.errors?.[0]?.code === 131_026 }),
      'failed',
    ],
    ['calls', OnWhatsAppCall(), 'call begins'],
    ['calls that end', OnWhatsAppCall('terminate'), ''],
    ['statuses of calls', OnWhatsAppCallStatus(['RINGING', 'ACCEPTED']), 'call rings'],
    ['a field', OnWhatsAppEvent('message_template_status_update'), 'template paused'],
    [
      'a field where a test is true',
      OnWhatsAppEvent('message_template_status_update', { where: ({ value }) => value.event === 'APPROVED' }),
      '',
    ],
    ['a field that is not listed', OnWhatsAppEvent('tea_time'), 'unknown field'],
    ['all of a field with lists', OnWhatsAppEvent('calls'), 'call begins|call rings'],
    ['everything', OnWhatsAppEvent('*'), Object.keys(updates).join('|')],
    ['everything, by nothing', OnWhatsAppEvent(), Object.keys(updates).join('|')],
    [
      'everything that a test is true for',
      OnWhatsAppEvent((event) => event.kind === 'field'),
      'template paused|unknown field',
    ],
  ];

  it.each(cases)('%s', async (_what, decorator, expected) => {
    const seen: InboundEvent[] = [];
    class Handlers {
      on(event: InboundEvent): void {
        seen.push(event);
      }
    }
    const descriptor = Object.getOwnPropertyDescriptor(Handlers.prototype, 'on');
    if (descriptor) decorator(Handlers.prototype, 'on', descriptor);
    await start([Handlers]);
    const taken: string[] = [];
    for (const [name, update] of Object.entries(updates)) {
      seen.length = 0;
      expect(await receiver.send(update)).toBe(200);
      if (seen.length > 0) taken.push(name);
    }
    expect(taken.join('|')).toBe(expected);
  });

  it('only those of its account', async () => {
    const seen: string[] = [];
    @Injectable()
    class Desk {
      @OnWhatsAppMessage({ account: 'sales' })
      sales(): void {
        seen.push('sales');
      }

      @OnWhatsAppMessage('text', { account: ['sales', 'support'] })
      both(): void {
        seen.push('both');
      }

      @OnWhatsAppMessage()
      any(): void {
        seen.push('any');
      }
    }
    await start([Desk], {
      options: {
        phoneNumberId: undefined,
        accessToken: undefined,
        accounts: {
          sales: { phoneNumberId: '1001', accessToken: 'a' },
          support: { phoneNumberId: '1002', accessToken: 'b' },
        },
      },
    });
    for (const phoneNumberId of ['1001', '1002', '1003']) {
      seen.push(phoneNumberId);
      await receiver.post(JSON.stringify(webhookOf(textMessage('hello'), { phoneNumberId })));
    }
    expect(seen).toEqual(['1001', 'sales', 'both', 'any', '1002', 'both', 'any', '1003', 'any']);
  });

  it('what nothing else took', async () => {
    const seen: string[] = [];
    @Injectable()
    class Desk {
      @OnWhatsAppMessage('text')
      text(): void {
        seen.push('text');
      }

      @OnWhatsAppUnhandled('message')
      message(@WaMessage('type') type: string): void {
        seen.push(`unhandled message: ${type}`);
      }

      @OnWhatsAppUnhandled()
      anything(@WaEvent('kind') kind: string): void {
        seen.push(`unhandled: ${kind}`);
      }

      @OnWhatsAppMessage('image')
      @OnWhatsAppUnhandled(['status', 'call'])
      mixed(@WaEvent('kind') kind: string): void {
        seen.push(`mixed: ${kind}`);
      }
    }
    await start([Desk]);
    const inTurn = [
      textMessage('hello'),
      mediaMessage('image'),
      mediaMessage('audio'),
      messageStatus('sent'),
    ];
    for (const update of inTurn) await receiver.send(update);
    expect(seen).toEqual([
      'text',
      'mixed: message',
      'unhandled message: audio',
      'unhandled: message',
      'unhandled: status',
      'mixed: status',
    ]);
  });
});

describe('where handlers are found', () => {
  it('on providers and controllers, on values and what factories make, once each, and not on aliases', async () => {
    const seen: string[] = [];
    abstract class Base {
      @OnWhatsAppMessage()
      inherited(): void {
        seen.push(this.constructor.name);
      }
    }
    class FromClass extends Base {}
    class UnderToken extends Base {}
    class FromValue extends Base {}
    class FromFactory extends Base {}
    @Controller('somewhere')
    class InController extends Base {
      @Get()
      route(): string {
        return 'still a controller';
      }
    }
    await start(
      [
        { provide: 'HANDED-ON', useFactory: (given: FromClass) => given, inject: [FromClass] },
        FromClass,
        { provide: 'ALIAS', useExisting: FromClass },
        { provide: 'TOKEN', useClass: UnderToken },
        { provide: 'VALUE', useValue: new FromValue() },
        { provide: 'FACTORY', useFactory: () => Promise.resolve(new FromFactory()) },
        { provide: 'NOTHING', useValue: undefined },
        { provide: 'BARE', useValue: Object.create(null) },
      ],
      { metadata: { controllers: [InController] } },
    );
    expect(await receiver.send(textMessage('hello'))).toBe(200);
    expect(seen.toSorted()).toEqual(['FromClass', 'FromFactory', 'FromValue', 'InController', 'UnderToken']);
    expect(await (await fetch(`${receiver.url}/somewhere`)).text()).toBe('still a controller');
  });

  it('not where a subclass overrides the method without saying so again', async () => {
    const seen: string[] = [];
    class Base {
      @OnWhatsAppMessage()
      on(): void {
        seen.push('base');
      }
    }
    class Silent extends Base {
      override on(): void {
        seen.push('silent');
      }
    }
    await start([Silent]);
    await receiver.send(textMessage('hello'));
    expect(seen).toEqual([]);
  });

  it('in every module, with its own providers', async () => {
    const seen: string[] = [];
    @Injectable()
    class Greeting {
      text = 'from the feature';
    }
    @Injectable()
    class Feature {
      constructor(private readonly greeting: Greeting) {}

      @OnWhatsAppMessage()
      on(): void {
        seen.push(this.greeting.text);
      }
    }
    @Module({ providers: [Feature, Greeting] })
    class FeatureModule {}
    await start([], { metadata: { imports: [FeatureModule] } });
    await receiver.send(textMessage('hello'));
    expect(seen).toEqual(['from the feature']);
  });

  it('once for an event, where several decorators of a method take it', async () => {
    let runs = 0;
    @Injectable()
    class Desk {
      @OnWhatsAppMessage('text')
      @OnWhatsAppMessage(({ message }) => message.id !== '')
      @OnWhatsAppEvent('messages')
      on(): void {
        runs += 1;
      }
    }
    await start([Desk]);
    await receiver.send(textMessage('hello'));
    expect(runs).toBe(1);
    await receiver.send(messageStatus('sent'));
    expect(runs).toBe(2);
  });

  it('in the order that they ask for', async () => {
    const seen: string[] = [];
    @Injectable()
    class Desk {
      @OnWhatsAppMessage({ order: 5 })
      late(): void {
        seen.push('late');
      }

      @OnWhatsAppMessage()
      middle(): void {
        seen.push('middle');
      }

      @OnWhatsAppMessage('text', { order: 1 })
      @OnWhatsAppStatus()
      later(): void {
        seen.push('later');
      }
    }
    await start([Desk]);
    await receiver.send(textMessage('hello'));
    expect(seen).toEqual(['middle', 'later', 'late']);
  });
});

describe('what a method is given', () => {
  it('the event, where it asks for nothing', async () => {
    const seen: unknown[][] = [];
    @Injectable()
    class Desk {
      @OnWhatsAppMessage()
      on(...args: unknown[]): void {
        seen.push(args);
      }
    }
    await start([Desk]);
    await receiver.send(textMessage('hello', { id: 'wamid.1' }));
    expect(seen).toEqual([[expect.objectContaining({ kind: 'message', key: 'message:wamid.1' })]]);
  });

  it('what its decorators name, whole or one field of it', async () => {
    const seen: Record<string, unknown> = {};
    @Injectable()
    class Desk {
      @OnWhatsAppMessage('text')
      message(
        @WaMessage() message: InboundTextMessage,
        @WaMessage('text') text: { body: string },
        @WaContact() contact: InboundContact,
        @WaContact('profile') profile: { name: string },
        @WaMetadata() metadata: WebhookMetadata,
        @WaMetadata('phone_number_id') phoneNumberId: string,
        @WaAccount() account: WhatsAppAccount,
        @WaEvent('timestamp') timestamp: number,
        @WaValue('messaging_product') product: string,
        @WaReply() reply: ReplyComposer,
        @WaStatus() status: undefined,
      ): void {
        Object.assign(seen, { message, text, contact, profile, metadata, phoneNumberId });
        Object.assign(seen, { account: account.name, timestamp, product, reply, status });
      }

      @OnWhatsAppStatus('failed')
      status(
        @WaStatus('errors') errors: WebhookError[],
        @WaMessage() message: undefined,
        @WaEvent() event: InboundEvent,
      ): void {
        Object.assign(seen, { errors, noMessage: message, key: event.key });
      }

      @OnWhatsAppEvent('message_template_status_update')
      template(
        @WaValue('event') event: string,
        @WaValue() value: { message_template_name: string },
        @WaMetadata('phone_number_id') metadata: undefined,
      ): void {
        Object.assign(seen, { event, template: value.message_template_name, noMetadata: metadata });
      }
    }
    await start([Desk]);
    const failed = failedStatus(131_026, 'Message undeliverable', { id: 'wamid.2' });
    expect(await receiver.send([textMessage('hello', { id: 'wamid.1' }), failed, templatePaused])).toBe(200);
    expect(seen).toMatchObject({
      message: { id: 'wamid.1', type: 'text' },
      text: { body: 'hello' },
      contact: { wa_id: '16505551234' },
      profile: { name: 'Ana' },
      metadata: { display_phone_number: '15550783881' },
      phoneNumberId: '106540352242922',
      account: 'default',
      timestamp: 1_767_225_600_000,
      product: 'whatsapp',
      status: undefined,
      errors: [{ code: 131_026 }],
      noMessage: undefined,
      key: 'status:wamid.2:failed',
      event: 'PAUSED',
      template: 'hello_world',
      noMetadata: undefined,
    });
    expect(seen['reply']).toBeInstanceOf(ReplyComposer);
    expect(Object.keys(seen)).toHaveLength(17);
  });

  it('what a pipe makes of it: the class’s, the method’s, then its own', async () => {
    const seen: unknown[] = [];
    class Named implements PipeTransform {
      constructor(private readonly name: string) {}

      transform(value: unknown, { type, data }: ArgumentMetadata): unknown {
        return typeof value === 'string' ? `${value} ${this.name}(${type} ${data})` : value;
      }
    }
    @Injectable()
    class Injected implements PipeTransform {
      constructor(@Inject('SUFFIX') private readonly suffix: string) {}

      transform(value: { body: string }): string {
        return value.body + this.suffix;
      }
    }
    class Button {
      @IsString()
      payload!: string;
    }
    @Injectable()
    @UsePipes(new Named('class'))
    class Desk {
      @UsePipes(new Named('method'))
      @OnWhatsAppMessage('text')
      text(
        @WaMessage('text', Injected, new Named('own')) text: string,
        @WaMessage('type') type: string,
      ): void {
        seen.push(text, type);
      }

      @OnWhatsAppMessage('button')
      button(
        @WaMessage('button', new ValidationPipe({ transform: true, validateCustomDecorators: true }))
        button: Button,
      ): void {
        seen.push(button);
      }
    }
    await start([Desk, { provide: 'SUFFIX', useValue: '!' }]);
    await receiver.send([
      textMessage('hello', { timestamp: 1 }),
      inboundMessage('button', { payload: 'yes' }, { timestamp: 2 }),
    ]);
    expect(seen).toEqual([
      'hello! own(custom text)',
      'text class(custom type) method(custom type)',
      expect.any(Button),
    ]);
    expect(await receiver.send(inboundMessage('button', { payload: 7 }))).toBe(503);
  });

  it('what decorators of the application name', async () => {
    const seen: unknown[] = [];
    const Sender = createParamDecorator((_data: undefined, context: ExecutionContext) => {
      const { message, handlerId, attempt, value } = WhatsAppExecutionContext.create(context);
      return { from: message?.from, handlerId, attempt, product: value['messaging_product'] };
    });
    @Injectable()
    class Desk {
      @OnWhatsAppMessage()
      on(@Sender() sender: unknown): void {
        seen.push(sender);
      }
    }
    await start([Desk]);
    await receiver.send(textMessage('hello'));
    expect(seen).toEqual([{ from: '16505551234', handlerId: 'Desk.on', attempt: 1, product: 'whatsapp' }]);
  });
});

describe('guards', () => {
  it('of the class and the method turn events away, which counts as handled', async () => {
    const seen: string[] = [];
    const failures: HandlerFailure[] = [];
    @Injectable()
    class Policy {
      readonly allowed = ['hello', 'no', 'unauthorized', 'forbidden'];
    }
    @Injectable()
    class OfClass implements CanActivate {
      constructor(
        private readonly policy: Policy,
        private readonly reflector: Reflector,
      ) {}

      canActivate(context: ExecutionContext): boolean {
        if (!isWhatsAppContext(context)) return false;
        const { message } = WhatsAppExecutionContext.create(context);
        const text = message?.type === 'text' ? message.text.body : '';
        seen.push(`${this.reflector.get<string>('label', context.getHandler())} ${context.getClass().name}`);
        return this.policy.allowed.includes(text);
      }
    }
    class OfMethod implements CanActivate {
      canActivate(context: ExecutionContext): Observable<boolean> {
        const event = context.getArgByIndex<InboundEvent>(0);
        const text = event.kind === 'message' && event.message.type === 'text' ? event.message.text.body : '';
        if (text === 'unauthorized') throw new UnauthorizedException();
        if (text === 'forbidden') throw new ForbiddenException();
        return of(text === 'hello');
      }
    }
    @Controller()
    @UseGuards(OfClass)
    class Desk {
      @UseGuards(new OfMethod())
      @SetMetadata('label', 'labelled')
      @OnWhatsAppMessage()
      on(@WaMessage('text') { body }: { body: string }): void {
        seen.push(`ran for ${body}`);
      }
    }
    await start([Policy], { metadata: { controllers: [Desk] } });
    receiver.webhooks.errors$.subscribe((failure) => failures.push(failure));
    for (const text of ['stranger', 'no', 'unauthorized', 'forbidden', 'hello']) {
      expect(await receiver.send(textMessage(text))).toBe(200);
    }
    expect(seen.filter((line) => line.startsWith('ran'))).toEqual(['ran for hello']);
    expect(seen[0]).toBe('labelled Desk');
    expect(failures).toEqual([]);
  });

  it('that break are no refusal: the event comes again', async () => {
    let broken = true;
    let runs = 0;
    class Breaking implements CanActivate {
      canActivate(): boolean {
        if (broken) throw new BadRequestException('the database is away');
        return true;
      }
    }
    @Injectable()
    class Desk {
      @UseGuards(Breaking)
      @OnWhatsAppMessage()
      on(): void {
        runs += 1;
      }
    }
    await start([Desk]);
    const update = textMessage('hello');
    expect(await receiver.send(update)).toBe(503);
    broken = false;
    expect(await receiver.send(update)).toBe(200);
    expect(runs).toBe(1);
  });

  it.each([
    ['a value', (Desk: Type<object>): Provider => ({ provide: 'DESK', useValue: new Desk() })],
    ['a factory', (Desk: Type<object>): Provider => ({ provide: 'DESK', useFactory: () => new Desk() })],
  ])('are never left out silently: start-up fails where Nest makes none for %s', async (_what, provide) => {
    class Guard implements CanActivate {
      canActivate(): boolean {
        return false;
      }
    }
    class Desk {
      @UseGuards(Guard)
      @OnWhatsAppMessage()
      on(): void {
        throw new Error('not to be reached');
      }
    }
    const error = await startUp([provide(Desk)]);
    expect(error).toBeInstanceOf(WhatsAppConfigurationError);
    expect(String(error)).toMatch(/Desk\.on has 1 guard\(s\) that Nest did not make/);
    expect(await startUp([Desk])).toBeUndefined();
  });
});

describe('interceptors and filters', () => {
  it('interceptors of the class and the method run around it, and may end it', async () => {
    const seen: string[] = [];
    function around(name: string): NestInterceptor {
      return {
        intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
          seen.push(`${name} before ${context.getType<string>()}`);
          return next.handle().pipe(finalize(() => seen.push(`${name} after`)));
        },
      };
    }
    class Ends implements NestInterceptor {
      intercept(): Observable<never> {
        return EMPTY;
      }
    }
    @Injectable()
    @UseInterceptors(around('class'))
    class Desk {
      @UseInterceptors(around('method'))
      @OnWhatsAppMessage('text')
      on(): Observable<string> {
        seen.push('handler');
        return of('ignored');
      }

      @UseInterceptors(Ends)
      @OnWhatsAppMessage('text')
      ended(): void {
        seen.push('never');
      }
    }
    await start([Desk]);
    expect(await receiver.send(textMessage('hello'))).toBe(200);
    expect(seen).toEqual([
      'class before whatsapp',
      'method before whatsapp',
      'handler',
      'method after',
      'class after',
      'class before whatsapp',
      'class after',
    ]);
  });

  it('filters do not run: an error that one swallowed would lose the message', async () => {
    @Catch()
    class Swallow implements ExceptionFilter {
      catch(): void {
        // As if nothing had happened.
      }
    }
    @Injectable()
    @UseFilters(Swallow)
    class Desk {
      @OnWhatsAppMessage()
      on(): void {
        throw new Error('failed');
      }
    }
    await start([Desk]);
    expect(await receiver.send(textMessage('hello'))).toBe(503);
  });
});

describe('request-scoped handlers', () => {
  it('have an instance for each run, whose REQUEST is the event, with what they need', async () => {
    const seen: string[] = [];
    let made = 0;
    @Injectable({ scope: Scope.REQUEST })
    class Tenant {
      constructor(@Inject(REQUEST) readonly event: InboundEvent) {
        made += 1;
      }
    }
    @Injectable()
    class NeedsTenant implements CanActivate {
      constructor(private readonly tenant: Tenant) {}

      canActivate(context: ExecutionContext): boolean {
        seen.push(`guard of ${this.tenant.event.key}`);
        return this.tenant.event === context.getArgByIndex<InboundEvent>(0);
      }
    }
    @Injectable()
    class Scoped {
      readonly tag = Math.random();

      constructor(private readonly tenant: Tenant) {}

      @OnWhatsAppMessage()
      on(@WaMessage('id') id: string, @WaReply() reply: ReplyComposer): void {
        seen.push(`${this.tenant.event.key} ${id} ${reply.target.messageId}`);
      }
    }
    @Controller()
    class InController {
      constructor(private readonly tenant: Tenant) {}

      @OnWhatsAppMessage()
      @UseGuards(NeedsTenant)
      on(event: InboundEvent): void {
        seen.push(`controller ${this.tenant.event === event}`);
      }
    }
    @Injectable()
    class StaticWithScopedGuard {
      @OnWhatsAppMessage()
      @UseGuards(NeedsTenant)
      on(): void {
        seen.push('static');
      }
    }
    await start([Tenant, Scoped, StaticWithScopedGuard], { metadata: { controllers: [InController] } });
    expect(await receiver.send(textMessage('one', { id: 'wamid.1' }))).toBe(200);
    expect(seen).toEqual([
      'guard of message:wamid.1',
      'controller true',
      'message:wamid.1 wamid.1 wamid.1',
      'guard of message:wamid.1',
      'static',
    ]);
    expect(made).toBe(3);
    await receiver.send(textMessage('two', { id: 'wamid.2' }));
    expect(made).toBe(6);
  });

  it('cannot be transient: start-up says so', async () => {
    @Injectable({ scope: Scope.TRANSIENT })
    class Desk {
      @OnWhatsAppMessage()
      on(): void {
        // Never reached.
      }
    }
    expect(String(await startUp([Desk]))).toMatch(/Desk is transient-scoped/);
  });
});

describe('mistakes at start-up', () => {
  it('two handlers with one id are named, both', async () => {
    class Desk {
      @OnWhatsAppMessage({ id: 'greeting' })
      hello(): void {
        // Never reached.
      }
    }
    class Shop {
      @OnWhatsAppMessage('text', { id: 'greeting' })
      welcome(): void {
        // Never reached.
      }
    }
    const error = await startUp([Desk, Shop]);
    expect(error).toBeInstanceOf(WhatsAppConfigurationError);
    expect(String(error)).toMatch(/id "greeting": Desk\.hello \(in \w+\) and Shop\.welcome \(in \w+\)/);
  });

  it('one class in two modules is named with both', async () => {
    @Injectable()
    class Desk {
      @OnWhatsAppMessage()
      on(): void {
        // Never reached.
      }
    }
    @Module({ providers: [Desk] })
    class OneModule {}
    @Module({ providers: [Desk], imports: [OneModule] })
    class OtherModule {}
    const error = await WebhookApp.start({ metadata: { imports: [OtherModule] } }).catch(
      (failure: unknown) => failure,
    );
    expect(String(error)).toMatch(/id "Desk\.on": Desk\.on \(in O\w+Module\) and Desk\.on \(in O\w+Module\)/);
  });

  it('decorators of one method that disagree', async () => {
    class Desk {
      @OnWhatsAppMessage({ id: 'one' })
      @OnWhatsAppStatus({ id: 'two' })
      on(): void {
        // Never reached.
      }
    }
    expect(String(await startUp([Desk]))).toMatch(/Desk\.on say different things about its id: one, two/);
  });

  it('a reply where there are no messages', async () => {
    class Desk {
      @OnWhatsAppStatus('failed')
      on(@WaReply() reply: ReplyComposer): void {
        void reply;
      }
    }
    expect(String(await startUp([Desk]))).toMatch(/Desk\.on asks for @WaReply\(\) and takes no messages/);
  });

  it('decorators for HTTP requests', async () => {
    class Desk {
      @OnWhatsAppMessage()
      on(@Body() body: object): void {
        void body;
      }
    }
    expect(String(await startUp([Desk]))).toMatch(/Desk\.on has a decorator such as @Body\(\)/);
  });

  it('our decorators in an HTTP route say where they belong', async () => {
    @Controller()
    class Desk {
      @Get('wrong')
      on(@WaMessage() message: object): void {
        void message;
      }
    }
    await start([], { metadata: { controllers: [Desk] } });
    const failure = await fetch(`${receiver.url}/wrong`);
    expect(failure.status).toBe(500);
  });
});

it('a test in a decorator that throws fails its own handler only, and the event comes again', async () => {
  const seen: string[] = [];
  let broken = true;
  @Injectable()
  class Desk {
    @OnWhatsAppMessage(() => {
      if (broken) throw new Error('broken');
      return true;
    })
    fragile(): void {
      seen.push('fragile');
    }

    @OnWhatsAppMessage()
    solid(): void {
      seen.push('solid');
    }
  }
  await start([Desk]);
  const update = textMessage('hello');
  expect(await receiver.send(update)).toBe(503);
  broken = false;
  expect(await receiver.send(update)).toBe(200);
  expect(seen).toEqual(['solid', 'fragile']);
});

it('a handler keeps its id, so that what it has handled is known after its class is renamed', async () => {
  const ids: string[] = [];
  @Injectable()
  class Desk {
    @OnWhatsAppMessage({ id: 'orders.received' })
    on(event: InboundEvent): void {
      throw new Error(event.key);
    }
  }
  await start([Desk]);
  receiver.webhooks.errors$.subscribe(({ handlerId }) => ids.push(handlerId));
  await receiver.send(textMessage('hello'));
  expect(ids).toEqual(['orders.received']);
});

describe.each(platforms.flatMap((platform) => [false, true].map((async) => ({ platform, async }))))(
  'in a hostile host on $platform, async: $async',
  ({ platform, async }) => {
    @Injectable()
    class JwtLikeGuard implements CanActivate {
      constructor(private readonly reflector: Reflector) {}

      canActivate(context: ExecutionContext): boolean {
        if (this.reflector.getAllAndOverride('isPublic', [context.getHandler(), context.getClass()]))
          return true;
        const { headers } = context.switchToHttp().getRequest<{ headers: Record<string, string> }>();
        if (headers['authorization'] === undefined) throw new UnauthorizedException();
        return true;
      }
    }
    @Catch()
    class CatchAll implements ExceptionFilter {
      catch(): unknown {
        return 'swallowed';
      }
    }
    @Injectable()
    class Wrap implements NestInterceptor {
      intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
        if (context.getType<string>() === 'whatsapp') throw new Error('global interceptors are for requests');
        return next.handle();
      }
    }

    it('handlers run as in a plain one, and their failures are not lost', async () => {
      const seen: string[] = [];
      let broken = true;
      class TextDto {
        @IsString()
        unrelated!: string;
      }
      @Controller()
      class Desk {
        @OnWhatsAppMessage('text')
        text(@WaMessage('text') text: TextDto, @WaMessage() message: InboundTextMessage): void {
          seen.push(`${message.text.body} ${JSON.stringify(text)}`);
        }

        @OnWhatsAppStatus()
        status(event: FieldEventOf<'security'>): void {
          seen.push(event.kind);
          if (broken) throw new Error('broken');
        }
      }
      await start(
        [
          { provide: APP_GUARD, useClass: JwtLikeGuard },
          { provide: APP_FILTER, useClass: CatchAll },
          { provide: APP_INTERCEPTOR, useClass: Wrap },
          {
            provide: APP_PIPE,
            useValue: new ValidationPipe({
              whitelist: true,
              forbidNonWhitelisted: true,
              transform: true,
              validateCustomDecorators: true,
            }),
          },
        ],
        {
          platform,
          async,
          options: { webhook: { decorators: [SetMetadata('isPublic', true)] } },
          metadata: { controllers: [Desk] },
        },
      );
      const batch = [textMessage('hello', { timestamp: 1 }), messageStatus('sent', { timestamp: 2 })];
      expect(await receiver.send(batch)).toBe(503);
      broken = false;
      expect(await receiver.send(batch)).toBe(200);
      expect(seen.toSorted()).toEqual(['hello {"body":"hello"}', 'status', 'status']);
    });
  },
);

it('a test in a decorator knows the types of its events (this compiles)', () => {
  class Types {
    @OnWhatsAppMessage('text', { where: ({ message }) => message.text.body.length > 0 })
    @OnWhatsAppMessage(['image', 'video'], {
      // @ts-expect-error -- neither has a text
      where: ({ message }) => message.text !== undefined,
    })
    @OnWhatsAppMessage('interactive', {
      where: ({ message }) => message.interactive?.type === 'button_reply',
    })
    @OnWhatsAppMessage(['image', 'video'], {
      where: ({ message }) => (message.type === 'image' ? message.image.id : message.video.id) !== '',
    })
    @OnWhatsAppMessage(({ message }) => message.type === 'location' && message.location.latitude > 0)
    @OnWhatsAppStatus('read', { where: ({ status }) => status.status === 'read' })
    @OnWhatsAppStatus('payment', { where: ({ status }) => status.payment?.reference_id === 'order-1' })
    @OnWhatsAppEvent('user_preferences', { where: ({ value }) => value.user_preferences?.length === 1 })
    @OnWhatsAppEvent(['security', 'flows'], { where: (event) => event.field === 'security' })
    @OnWhatsAppEvent('calls', { where: (event) => event.kind === 'call' && event.call.event === 'connect' })
    @OnWhatsAppEvent('*', { where: (event) => event.kind === 'error' })
    @OnWhatsAppUnhandled('message', { where: ({ message }) => message.type === 'sticker' })
    // @ts-expect-error -- there is no such kind
    @OnWhatsAppUnhandled('letter')
    @OnWhatsAppCall('connect', { where: ({ call: { direction } }) => direction === 'USER_INITIATED' })
    on(): void {
      // Never run.
    }
  }
  expect(new Types()).toBeDefined();
});
