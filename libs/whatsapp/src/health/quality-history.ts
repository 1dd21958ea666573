import type { WhatsAppStorage } from '../storage/index.js';
import type { CollectionName } from '../storage/internal.js';

/** The quality rating of a number over time. */
export interface QualityReport {
  /** The time when the present rating was first seen, as ISO 8601; absent where it has been the same since the first look. */
  readonly qualitySince?: string;
  /** The number of changes in the last seven days. */
  readonly qualityChangesThisWeek: number;
  /** The number of times that it became RED in the last seven days. */
  readonly redThisWeek: number;
}

/** A rating and when it was first seen, in milliseconds. */
type Seen = readonly [rating: string, at: number];

const collection: CollectionName = 'number-quality';
const weekMs = 7 * 86_400_000;
const keptMs = 30 * 86_400_000;
const maxChanges = 50;

/** Keeps when the quality rating of a business number changed, for 30 days after it was last looked at. */
export class QualityHistory {
  constructor(private readonly storage: WhatsAppStorage) {}

  /** Adds a rating that was just seen, and says what is known by then. */
  async add(phoneNumberId: string, rating: string, now: number): Promise<QualityReport> {
    const { stored } = await this.storage.update<readonly Seen[]>(
      collection,
      phoneNumberId,
      (before, clock) => {
        const known = before?.value ?? [];
        if (before && known.at(-1)?.[0] === rating && (before.expiresAt ?? 0) - clock > keptMs / 2)
          return undefined;
        const value =
          known.at(-1)?.[0] === rating ? known : [...known, [rating, now] as const].slice(-maxChanges);
        return { value, expiresAt: clock + keptMs };
      },
    );
    const seen = stored?.value ?? [];
    // The first is where looking began, and no change.
    const changes = seen.slice(1).filter(([, at]) => at > now - weekMs);
    const last = seen.length > 1 ? seen.at(-1) : undefined;
    return {
      ...(last && { qualitySince: new Date(last[1]).toISOString() }),
      qualityChangesThisWeek: changes.length,
      redThisWeek: changes.filter(([name]) => name === 'RED').length,
    };
  }
}
