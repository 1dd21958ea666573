/** What a full memory does about a new record of a collection. */
export type WhenFull = 'forget' | 'refuse';

/** The collections that the library keeps its records in, and what a `MemoryStorage` does where one of them is full. */
export const collections = {
  /** Which ids are one user. */
  links: 'forget',
  /** Service windows, under the ids of users. */
  windows: 'forget',
  /** Templates that go out where Meta says too late that a window was closed. */
  fallbacks: 'forget',
  /** When the quality rating of a business number changed. */
  'number-quality': 'forget',
  /** Who agreed to be written to, and who did not want it any more: an opt-out that is forgotten would be written to. */
  consents: 'refuse',
  /** Events that were handled, or are. */
  claims: 'forget',
  /** Which process handles a conversation. Not used in memory. */
  conversations: 'forget',
  /** What became of sends that have an idempotency key: a key that is forgotten could send its message twice. */
  idempotency: 'refuse',
  /** The same of the replies of handlers, whose keys the library makes: refused, they would answer nobody any more. */
  'reply-keys': 'forget',
  /** What was sent of late, for the repeat guard. */
  repeats: 'forget',
  /** Files that were uploaded, and which messages show them. */
  uploads: 'forget',
  'sent-media': 'forget',
  /** Copies of templates. */
  templates: 'forget',
  /** What became of messages. */
  deliveries: 'forget',
  /** Sequences that run, contents included: one that is forgotten would end in the middle. */
  sequences: 'refuse',
  'ended-sequences': 'forget',
  /** How much of a business number's rate each process holds. Neither of these two is used in memory. */
  'number-shares': 'forget',
  /** What was sent to a user faster than it is earned. */
  'pair-debts': 'forget',
} as const satisfies Record<string, WhenFull>;

/** A collection of the library. */
export type CollectionName = keyof typeof collections;

/** Whether records of a collection must not be forgotten before their time. */
export function refusesWhenFull(collection: string): boolean {
  const known: Readonly<Record<string, WhenFull>> = collections;
  return known[collection] === 'refuse';
}
