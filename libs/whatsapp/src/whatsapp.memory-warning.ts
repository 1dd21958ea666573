import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { WhatsAppStorage } from './storage/index.js';

/** Warns in one line, in production, of data that would be lost with the process and is not shared with others. */
@Injectable()
export class MemoryWarning implements OnApplicationBootstrap {
  private readonly logger = new Logger('WhatsAppModule');

  constructor(private readonly storage: WhatsAppStorage) {}

  onApplicationBootstrap(): void {
    if (process.env['NODE_ENV'] !== 'production' || this.storage.isDurable) return;
    this.logger.warn(
      'Kept in the memory of this process, lost when it ends and not seen by other processes: consents, service windows, user ids, what was ' +
        'handled, idempotency keys, what became of messages, sequences, what was sent of late, uploads, the pace of sending. To keep them ' +
        'elsewhere, give the option storage',
    );
  }
}
