import { Logger, type Abstract, type InjectionToken, type OnApplicationBootstrap } from '@nestjs/common';
import { ConsentStore } from './consent/index.js';
import { WindowStore } from './conversations/index.js';
import { WhatsAppStorage } from './storage/index.js';
import { UserAliases } from './webhooks/index.js';

/** The ports whose default adapter keeps in the memory of the process what should outlive it, and what that is. */
const keptInMemory: readonly (readonly [port: Abstract<unknown>, what: string])[] = [
  [UserAliases, 'user ids'],
  [WindowStore, 'service windows'],
  [ConsentStore, 'consents'],
];

/** Says in one line, in production, what would be lost with the process and is not shared with others. */
export class MemoryWarning implements OnApplicationBootstrap {
  private readonly logger = new Logger('WhatsAppModule');

  constructor(
    private readonly replaced: ReadonlySet<InjectionToken>,
    private readonly storage: WhatsAppStorage,
  ) {}

  onApplicationBootstrap(): void {
    if (process.env['NODE_ENV'] !== 'production') return;
    const kept = keptInMemory
      .filter(([port]) => !this.replaced.has(port))
      .map(([port, what]) => `${what} (${port.name})`);
    if (!this.storage.isDurable) {
      kept.unshift(
        'what was handled, idempotency keys, what became of messages, sequences, what was sent of late, uploads, the pace of sending (the option storage)',
      );
    }
    if (kept.length === 0) return;
    this.logger.warn(
      `Kept in the memory of this process, lost when it ends and not seen by other processes: ${kept.join(', ')}. To keep them elsewhere, give what stands in brackets: the option, and for a name a provider of it in forRoot({ providers })`,
    );
  }
}
