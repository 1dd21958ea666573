import { Injectable, type OnApplicationShutdown, type OnModuleInit, type Provider } from '@nestjs/common';
import { Clock } from './common/index.js';
import { WHATSAPP_RESOLVED_OPTIONS, type ResolvedWhatsAppOptions } from './config/internal.js';
import { MemoryStorage, WhatsAppStorage } from './storage/index.js';

/** Opens the storage before anything is sent or received, and closes it when nothing is any more. */
@Injectable()
export class StorageLifecycle implements OnModuleInit, OnApplicationShutdown {
  constructor(private readonly storage: WhatsAppStorage) {}

  async onModuleInit(): Promise<void> {
    await this.storage.open();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.storage.close();
  }
}

/** The storage of the options, or the memory of the process. */
export const storageProviders: Provider[] = [
  {
    provide: WhatsAppStorage,
    useFactory: ({ storage }: ResolvedWhatsAppOptions, clock: Clock) =>
      storage instanceof WhatsAppStorage ? storage : new MemoryStorage(clock, storage),
    inject: [WHATSAPP_RESOLVED_OPTIONS, Clock],
  },
  StorageLifecycle,
];
