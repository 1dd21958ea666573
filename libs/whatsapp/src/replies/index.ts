export { ReplyComposer } from './reply-composer.js';
export type { InboundMessageReference, MessageReference, ReplyTarget } from './reply-target.js';
export type { ReplyResult, ReplyWarning, ReplyWarningCode } from './reply-warnings.js';
export { WhatsAppRepliesService } from './whatsapp-replies.service.js';
