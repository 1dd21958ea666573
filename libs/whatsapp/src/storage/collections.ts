/** The action of a full memory on a new record of a collection. */
export type WhenFull = 'forget' | 'refuse';

/** The collections that the library keeps its records in, and what a `MemoryStorage` does where one of them is full. */
export const collections = {
  /** The ids that belong to one user. */
  links: 'forget',
  /** Service windows, under the ids of users. */
  windows: 'forget',
  /** Templates that go out where Meta says too late that a window was closed. */
  fallbacks: 'forget',
  /** The time of the last change of a business number's quality rating. */
  'number-quality': 'forget',
  /** The users' opt-ins and opt-outs: an opt-out that is forgotten would be written to. */
  consents: 'refuse',
  /** Events that were handled, or are. */
  claims: 'forget',
  /** The process that handles a conversation. Not used in memory. */
  conversations: 'forget',
  /** The outcomes of sends that have an idempotency key: a key that is forgotten could send its message twice. */
  idempotency: 'refuse',
  /** The same of the replies of handlers, whose keys the library makes: refused, they would answer nobody any more. */
  'reply-keys': 'forget',
  /** The recent sends, for the repeat guard. */
  repeats: 'forget',
  /** Files that were uploaded, and which messages show them. */
  uploads: 'forget',
  'sent-media': 'forget',
  /** Copies of templates. */
  templates: 'forget',
  /** The delivery records of messages. */
  deliveries: 'forget',
  /** Sequences that run, contents included: one that is forgotten would end in the middle. */
  sequences: 'refuse',
  'ended-sequences': 'forget',
  /** The share of a business number's rate that each process holds. Neither of these two is used in memory. */
  'number-shares': 'forget',
  /** The debt of a pair: messages to a user that were sent faster than the rate allows. */
  'pair-debts': 'forget',
} as const satisfies Record<string, WhenFull>;

/** A collection of the library. */
export type CollectionName = keyof typeof collections;

/** Returns `true` when records of a collection must not be forgotten before their time. */
export function refusesWhenFull(collection: string): boolean {
  const known: Readonly<Record<string, WhenFull>> = collections;
  return known[collection] === 'refuse';
}
