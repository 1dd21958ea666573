export { fromWaId } from './from-wa-id.js';
export { RecipientNormalizer } from './recipient-normalizer.js';
export type { NormalizedRecipient, RecipientInput } from './recipient.js';
