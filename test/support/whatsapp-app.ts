import type { INestApplicationContext, ModuleMetadata } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { WhatsAppModule, type WhatsAppModuleExtras, type WhatsAppModuleOptions } from 'nestjs-whatsapp';
import type { WhatsAppSimulator } from 'whatsapp-simulator';

/** Options that send to a simulator, with retries off unless a test is about them. */
export function optionsFor(
  simulator: WhatsAppSimulator,
  overrides: WhatsAppModuleOptions & WhatsAppModuleExtras = {},
): WhatsAppModuleOptions & WhatsAppModuleExtras {
  return {
    phoneNumberId: simulator.phoneNumberId,
    accessToken: simulator.accessToken,
    graph: { baseUrl: simulator.url },
    retry: { maxAttempts: 1 },
    ...overrides,
  };
}

/** An application context with the module and whatever else a test declares. */
export async function createContext(
  options: WhatsAppModuleOptions & WhatsAppModuleExtras,
  metadata: ModuleMetadata = {},
): Promise<INestApplicationContext> {
  const module = await Test.createTestingModule({
    ...metadata,
    imports: [WhatsAppModule.forRoot(options), ...(metadata.imports ?? [])],
  }).compile();
  module.useLogger(false);
  return module.init();
}
