export {
  WaAccount,
  WaContact,
  WaEvent,
  WaMessage,
  WaMetadata,
  WaReply,
  WaSignal,
  WaStatus,
  WaValue,
  type WaParameter,
  type WaWholeParameter,
} from './context/param.decorators.js';
export { ReplyNotPossibleError } from './context/reply-not-possible.error.js';
export { isWhatsAppContext, WhatsAppExecutionContext } from './context/whatsapp-execution-context.js';
export type { FilteredHandlerOptions, HandlerOptions } from './decorators/handler-options.js';
export {
  OnWhatsAppCall,
  OnWhatsAppCallStatus,
  type CallEventName,
  type CallStatusName,
} from './decorators/on-whatsapp-call.decorator.js';
export {
  OnWhatsAppEvent,
  type InboundEventOf,
  type WebhookFieldName,
} from './decorators/on-whatsapp-event.decorator.js';
export {
  OnWhatsAppMessage,
  type InboundMessageEventOf,
  type MessageTypeName,
} from './decorators/on-whatsapp-message.decorator.js';
export {
  OnWhatsAppStatus,
  type MessageStatusEventOf,
  type StatusName,
} from './decorators/on-whatsapp-status.decorator.js';
export {
  OnWhatsAppUnhandled,
  type InboundEventKind,
  type InboundEventOfKind,
} from './decorators/on-whatsapp-unhandled.decorator.js';
export type { Selection } from './decorators/selection.js';
