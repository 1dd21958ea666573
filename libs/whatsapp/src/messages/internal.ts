export { addressOf } from './message-recipient.js';
export { encodeCallbackData, maxCallbackDataLength } from './pipeline/callback-data.js';
export { LabelWarnings } from './label-warnings.js';
export { IdempotentSends } from './pipeline/idempotent-sends.js';
export { SendExtensions } from './pipeline/send-extensions.js';
export { SendPipeline, type SendRequest } from './pipeline/send-pipeline.js';
export { ReadReceipts } from './read-receipts.js';
export { templateTraits } from './template-definitions.js';
export { withoutNulls } from './validation/index.js';
