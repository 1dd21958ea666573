import { Inject, Module, Optional, type DynamicModule } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { WhatsAppConfigurationError } from './errors/index.js';
import {
  ConfigurableModuleClass,
  WHATSAPP_MODULE_OPTIONS,
  type ASYNC_OPTIONS_TYPE,
  type OPTIONS_TYPE,
  type WhatsAppModuleExtras,
} from './whatsapp.module-definition.js';
import { createWebhookController, webhookBodyReader } from './webhooks/internal.js';
import { accountProviders, accountTokens, coreProviders, publicTokens } from './whatsapp.providers.js';

/**
 * Adds WhatsApp to a NestJS application: call {@link WhatsAppModule.forRoot} or {@link WhatsAppModule.forRootAsync} once.
 *
 * @publicApi
 */
@Module({})
export class WhatsAppModule extends ConfigurableModuleClass {
  constructor(@Optional() @Inject(WHATSAPP_MODULE_OPTIONS) options?: unknown) {
    super();
    if (options === undefined) {
      throw new WhatsAppConfigurationError([
        'imported without options: write WhatsAppModule.forRoot({ phoneNumberId, accessToken }) or WhatsAppModule.forRootAsync(whatsappConfig.asProvider()) in `imports`',
      ]);
    }
  }

  /**
   * Registers the module with options that are known where it is imported.
   *
   * @throws WhatsAppConfigurationError at start-up, listing every problem of the options at once
   */
  static override forRoot(options: typeof OPTIONS_TYPE): DynamicModule {
    if (typeof options !== 'object' || options === null) {
      throw new WhatsAppConfigurationError([
        'forRoot was called without options: give at least { phoneNumberId, accessToken }',
      ]);
    }
    return assemble(super.forRoot(options), {
      ...options,
      accountNames: options.accountNames ?? Object.keys(options.accounts ?? {}),
    });
  }

  /**
   * Registers the module with options that come from elsewhere: `useFactory`, `useClass`, `useExisting`, or `whatsappConfig.asProvider()`.
   *
   * @throws WhatsAppConfigurationError at start-up, listing every problem of the options at once
   */
  static override forRootAsync(options: typeof ASYNC_OPTIONS_TYPE): DynamicModule {
    if (!options?.useFactory && !options?.useClass && !options?.useExisting) {
      throw new WhatsAppConfigurationError([
        'forRootAsync was called without a source of options: give useFactory, useClass or useExisting',
      ]);
    }
    // `imports` is in the definition already: the builder takes it for the factory's own.
    return assemble(super.forRootAsync(options), { ...options, imports: [] });
  }
}

function assemble(definition: DynamicModule, extras: WhatsAppModuleExtras): DynamicModule {
  const { accountNames = [], imports = [], providers = [], webhook = {} } = extras;
  return {
    ...definition,
    imports: [...(definition.imports ?? []), DiscoveryModule, ...imports],
    controllers: webhook === false ? [] : [createWebhookController(webhook)],
    providers: [
      ...(definition.providers ?? []),
      ...coreProviders(accountNames, providers),
      ...accountProviders(accountNames),
      ...(webhook === false ? [] : [webhookBodyReader(WhatsAppModule, webhook)]),
      // Last, so that they replace ours.
      ...providers,
    ],
    exports: [...publicTokens, ...accountTokens(accountNames)],
  };
}
