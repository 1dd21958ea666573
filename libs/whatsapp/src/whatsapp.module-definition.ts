import { ConfigurableModuleBuilder, type ModuleMetadata, type Provider } from '@nestjs/common';
import type { WhatsAppModuleOptions } from './config/index.js';
import { hideOptionSecrets } from './config/internal.js';
import type { WebhookControllerOptions } from './webhooks/index.js';

/** Options that shape the module itself and must be known before the others: the same for `forRoot` and `forRootAsync`. */
export interface WhatsAppModuleExtras {
  /** Makes the exported services injectable everywhere without importing the module again. @default false */
  isGlobal?: boolean;
  /**
   * The accounts that `@InjectWhatsApp(name)` can inject; checked against the options at start-up.
   * @default the names in `accounts` with `forRoot`, none with `forRootAsync`
   */
  accountNames?: readonly string[];
  /**
   * The ready controller that receives webhooks: its path and decorators, or `false` for none. The module reads the bodies of
   * this path itself, up to 3 MB. @default {} (POST and GET at `webhooks/whatsapp`)
   */
  webhook?: false | WebhookControllerOptions;
  /** Replace the library's own parts: `[{ provide: GraphTransport, useClass: UndiciGraphTransport }]`. Listed last, so that they win. */
  providers?: Provider[];
  /** Modules that those providers need. */
  imports?: ModuleMetadata['imports'];
}

/** The interface of a class that is given as `useClass` or `useExisting` to `forRootAsync`. */
export interface WhatsAppOptionsFactory {
  createWhatsAppOptions(): WhatsAppModuleOptions | Promise<WhatsAppModuleOptions>;
}

const noExtras: WhatsAppModuleExtras = {
  isGlobal: false,
  accountNames: undefined,
  webhook: {},
  providers: [],
  imports: [],
};

export const {
  ConfigurableModuleClass,
  MODULE_OPTIONS_TOKEN: WHATSAPP_MODULE_OPTIONS,
  OPTIONS_TYPE,
  ASYNC_OPTIONS_TYPE,
} = new ConfigurableModuleBuilder<WhatsAppModuleOptions>({ moduleName: 'WhatsApp' })
  .setClassMethodName('forRoot')
  .setFactoryMethodName('createWhatsAppOptions')
  .setExtras<WhatsAppModuleExtras>(noExtras, (definition, { isGlobal }) => ({
    ...definition,
    providers: definition.providers?.map((provider) => withHiddenSecrets(provider)),
    global: isGlobal,
  }))
  .build();

/** Nest shows the options wherever it is logged: they are a provider. */
function withHiddenSecrets(provider: Provider): Provider {
  if (!('provide' in provider) || provider.provide !== WHATSAPP_MODULE_OPTIONS) return provider;
  if ('useValue' in provider) return { ...provider, useValue: hideOptionSecrets(provider.useValue) };
  if (!('useFactory' in provider)) return provider;
  const { useFactory } = provider;
  const made = async (...parts: unknown[]): Promise<unknown> => hideOptionSecrets(await useFactory(...parts));
  return { ...provider, useFactory: made };
}
