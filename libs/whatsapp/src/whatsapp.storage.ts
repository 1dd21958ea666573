import { Injectable, type OnApplicationShutdown, type OnModuleInit, type Provider } from '@nestjs/common';
import { Clock } from './common/index.js';
import { WHATSAPP_RESOLVED_OPTIONS, type ResolvedWhatsAppOptions } from './config/internal.js';
import { EncryptedStorage, MemoryStorage, WhatsAppStorage } from './storage/index.js';
import { refuseEncrypted } from './storage/internal.js';

/** Opens the storage before anything is sent or received, and closes it when nothing is any more. */
@Injectable()
export class StorageLifecycle implements OnModuleInit, OnApplicationShutdown {
  constructor(private readonly storage: WhatsAppStorage) {}

  async onModuleInit(): Promise<void> {
    await this.storage.open();
    await refuseEncrypted(this.storage);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.storage.close();
  }
}

/** The storage of the options, or the memory of the process. */
export const storageProviders: Provider[] = [
  {
    provide: WhatsAppStorage,
    useFactory: ({ storage, encrypt }: ResolvedWhatsAppOptions, clock: Clock): WhatsAppStorage => {
      const plain = storage instanceof WhatsAppStorage ? storage : new MemoryStorage(clock, storage);
      return encrypt === undefined ? plain : new EncryptedStorage(plain, encrypt);
    },
    inject: [WHATSAPP_RESOLVED_OPTIONS, Clock],
  },
  StorageLifecycle,
];
