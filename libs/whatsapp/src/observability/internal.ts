export { cleanedError, withoutSecrets } from './cleaned-error.js';
export { framesOfError, nameOfError } from './describe-error.js';
export { hideSecrets } from './hide-secrets.js';
export { redactQuotation } from './redact-quotation.js';
export { redactKnown } from './redaction.js';
export { contentsOf, NO_CONTENTS, type RequestContents } from './request-contents.js';
