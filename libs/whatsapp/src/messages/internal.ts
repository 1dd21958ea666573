export { assertCallOptions, assertObject, assertTexts } from './arguments.rules.js';
export { addressOf } from './message-recipient.js';
export { encodeCallbackData } from './dto/shared/callback-data.js';
export { LabelWarnings } from './label-warnings.js';
export { replyKeyPrefix, IdempotencyStore, type IdempotencyRecord } from './pipeline/idempotency-store.js';
export { IdempotentSends } from './pipeline/idempotent-sends.js';
export { LimitedPost } from './pipeline/limited-post.js';
export { MessagePreparer } from './pipeline/message-preparer.js';
export { PolicyChain } from './pipeline/policy-chain.js';
export { SendExtensions } from './pipeline/send-extensions.js';
export { SendNotifier } from './pipeline/send-notifier.js';
export { SendWaits, type SendWait } from './pipeline/send-waits.js';
export { SendPipeline } from './pipeline/send-pipeline.js';
export type { SendRequest } from './pipeline/send-request.js';
export { ReadReceipts } from './read-receipts.js';
export {
  StaticTemplateDefinitions,
  templateOf,
  templateTraits,
  type SentTemplate,
} from './template-definitions.js';
export { fitsTemplate } from './rules/index.js';
export { readPlainJson, withoutNulls } from './validation/index.js';
