import { LinkedRecords, type RecordNames } from '../common/internal.js';
import { userNames } from '../webhooks/internal.js';
import { ConsentStoreFullError } from './consent-store-full.error.js';
import { ConsentStore, type ConsentHolder } from './consent-store.js';
import { mergeConsents, type ConsentFacts, type ConsentRecord } from './consent-record.js';

interface Entry {
  readonly value: ConsentRecord;
  readonly aliases: readonly string[];
}

/**
 * The default {@link ConsentStore}: memory of this process, lost when it ends. For production give one that keeps its records.
 *
 * @publicApi
 */
export class MemoryConsentStore extends ConsentStore {
  readonly #entries = new Map<string, Entry>();
  readonly #records = new LinkedRecords<ConsentRecord>(
    { entries: this.#entries, links: new Map<string, string>() },
    mergeConsents,
  );
  readonly #maxUsers: number;
  #hasTurnedAway = false;

  constructor({ maxUsers }: { readonly maxUsers: number }) {
    super();
    this.#maxUsers = maxUsers;
  }

  find(user: ConsentHolder): Promise<ConsentRecord | undefined> {
    const record = this.#records.find(namesOf(user));
    return record === undefined && this.#hasTurnedAway
      ? Promise.reject(new ConsentStoreFullError(this.#maxUsers))
      : Promise.resolve(record);
  }

  merge(user: ConsentHolder, facts: ConsentFacts): Promise<ConsentRecord> {
    const names = namesOf(user);
    if (this.#entries.size >= this.#maxUsers && this.#records.find(names) === undefined) {
      this.#hasTurnedAway = true;
      return Promise.reject(new ConsentStoreFullError(this.#maxUsers));
    }
    return Promise.resolve(this.#records.merge(names, { ...facts, ...user }));
  }

  rename(before: ConsentHolder, now: ConsentHolder): Promise<void> {
    this.#records.rename(namesOf(before), namesOf(now), (record) => ({ ...record, ...now }));
    return Promise.resolve();
  }
}

function namesOf({ scope, ...user }: ConsentHolder): RecordNames {
  const { primary, aliases } = userNames(user);
  const inScope = (name: string): string => `${scope}:${name}`;
  return { primary: primary === undefined ? undefined : inScope(primary), aliases: aliases.map(inScope) };
}
