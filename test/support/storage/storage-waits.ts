import type { WhatsAppStorage } from 'nestjs-whatsapp/extending';

type Call = (...args: unknown[]) => unknown;

/** The requests of a storage to its server; one statement or command each. */
const ofServer = ['read', 'write', 'take', 'page'];
/** The requests to a storage without a server. */
const ofPort = ['getMany', 'update', 'takeDue', 'list'];

/**
 * Counts what an operation waits for at a storage: calls to its server, or, where it has none, calls that are not answered at once.
 * Only one operation may be under way meanwhile.
 */
export class StorageWaits {
  #round = { calls: 0, inARow: 0 };

  constructor(storage: WhatsAppStorage) {
    const names = ofServer.every((name) => name in storage) ? ofServer : ofPort;
    for (const name of names) this.watch(storage, name);
  }

  /** Begins anew; what is under way counts no more. */
  reset(): void {
    this.#round = { calls: 0, inARow: 0 };
  }

  get calls(): number {
    return this.#round.calls;
  }

  /** The longest chain of calls of which each began when the one before it had been answered. */
  get inARow(): number {
    return this.#round.inARow;
  }

  private watch(storage: WhatsAppStorage, name: string): void {
    const call = Reflect.get(storage, name) as Call;
    const watched: Call = (...args) => {
      const round = this.#round;
      const place = round.inARow + 1;
      const answer = call.apply(storage, args);
      if (!(answer instanceof Promise)) return answer;
      round.calls += 1;
      return answer.finally(() => {
        round.inARow = Math.max(round.inARow, place);
      });
    };
    Object.defineProperty(storage, name, { value: watched });
  }
}
