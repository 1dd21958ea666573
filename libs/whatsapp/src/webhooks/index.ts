export { deletionsOf } from './deletions/deletions-of-event.js';
export type { MessageDeletion } from './deletions/message-deletion.js';
export { WhatsAppMessageDeletions } from './deletions/message-deletions.js';
export { MessageForgetters, type MessageForgetter } from './deletions/message-forgetters.js';
export {
  createWebhookController,
  WEBHOOK_CONTROLLER_PATH,
  defaultWebhookPath,
  type WebhookControllerOptions,
} from './endpoint/create-webhook-controller.js';
export { WebhookEndpoint } from './endpoint/webhook-endpoint.js';
export { WebhookRefusedException, type WebhookRefusal } from './endpoint/webhook-refused.exception.js';
export type { WebhookRequest } from './endpoint/webhook-request.js';
export {
  computeWebhookSignature,
  isWebhookSignature,
  SIGNATURE_HEADER,
} from './endpoint/webhook-signature.js';
export { WebhookVerifier } from './endpoint/webhook-verifier.js';
export { WhatsAppSignatureGuard } from './endpoint/whatsapp-signature.guard.js';
export type {
  CallEvent,
  CallStatusEvent,
  FieldEvent,
  FieldEventOf,
  InboundEvent,
  InboundEventBase,
  InboundMessageEvent,
  MessageStatusEvent,
  UnlistedFieldEvent,
  WebhookErrorEvent,
} from './inbound-event.js';
export { ClaimStore, type Claim } from './intake/claim-store.js';
export { conversationKey, type ConversationParty } from './intake/conversation-key.js';
export { HandlerAbandonedError, type DeadLetter, type HandlerFailure } from './intake/handler-failure.js';
export type { HandlerOutcome, InboundHandler } from './intake/inbound-handler.js';
export { InboundHandlers } from './intake/inbound-handlers.js';
export { IntakeHooks, type IntakeHook } from './intake/intake-hooks.js';
export { MemoryClaimStore, type MemoryClaimStoreOptions } from './intake/memory-claim-store.js';
export { MemoryUserAliases } from './intake/memory-user-aliases.js';
export { RunSlots } from './intake/run-slots.js';
export { UserAliases, type KnownUser } from './intake/user-aliases.js';
export type {
  AccountAlertsValue,
  AccountReviewUpdateValue,
  AccountSettingsUpdateValue,
  AccountUpdateValue,
  AutomaticEventsValue,
  BusinessCapabilityUpdateValue,
  BusinessStatusUpdateValue,
  BusinessUsernameUpdateValue,
  ButtonReply,
  CallPermissionReply,
  CallsValue,
  ChangedId,
  ContactOrigin,
  DeliveryStatus,
  EchoedMessage,
  FlowReply,
  FlowsValue,
  GroupLifecycleUpdate,
  GroupParticipant,
  GroupParticipantsUpdate,
  GroupSettingResult,
  GroupSettingsUpdate,
  GroupStatusUpdate,
  GroupUpdateBase,
  GroupsValue,
  HistoryValue,
  InboundAudioMessage,
  InboundButtonMessage,
  InboundCall,
  InboundCallStatus,
  InboundCaptionedMedia,
  InboundContact,
  InboundContactCard,
  InboundContactsMessage,
  InboundDocumentMessage,
  InboundEditMessage,
  InboundIdentity,
  InboundImageMessage,
  InboundInteractiveMessage,
  InboundLocationMessage,
  InboundMedia,
  InboundMessage,
  InboundMessageBase,
  InboundMessageContext,
  InboundMessageOf,
  InboundMessageType,
  InboundOrderMessage,
  InboundReactionMessage,
  InboundReferral,
  InboundRequestWelcomeMessage,
  InboundRevokeMessage,
  InboundStickerMessage,
  InboundSystemMessage,
  InboundTextMessage,
  InboundUnlistedMessage,
  InboundUnsupportedMessage,
  InboundVideoMessage,
  InteractiveReply,
  ListReply,
  MessageEchoesValue,
  MessageStatus,
  MessageStatusBase,
  MessageStatusKind,
  MessagesValue,
  MessagingHandoversValue,
  Open,
  PartnerSolutionsValue,
  PaymentConfigurationUpdateValue,
  PaymentMethodReply,
  PaymentStatus,
  PhoneNumberNameUpdateValue,
  PhoneNumberQualityUpdateValue,
  SecurityValue,
  SmbAppStateSyncValue,
  StatusConversation,
  StatusPricing,
  StatusRecipient,
  TemplateCategoryUpdateValue,
  TemplateComponentsUpdateValue,
  TemplateQualityScore,
  TemplateQualityUpdateValue,
  TemplateReference,
  TemplateStatusUpdateValue,
  TrackingEventsValue,
  Unlisted,
  UnlistedInteractiveReply,
  UnlistedWebhookChange,
  UserIdUpdateValue,
  UserPreference,
  UserPreferencesValue,
  WebhookBody,
  WebhookChange,
  WebhookChangeOf,
  WebhookEntry,
  WebhookError,
  WebhookField,
  WebhookFieldValues,
  WebhookMetadata,
} from './payload/index.js';
export { failedWith } from './users/failed-with.js';
export { tellsOfUserChange, userChangesOf, type UserChange } from './users/user-changes.js';
export type { UserIds, WhatsAppUser } from './users/user-ids.js';
export { userNames } from './users/user-names.js';
export {
  groupOfEvent,
  isEventOfUser,
  readIds,
  userOfEvent,
  type EventOfUser,
} from './users/user-of-event.js';
export { foldText, wordsOf } from './users/said.js';
export type { OfAccount, UserReference } from './users/user-reference.js';
export { WhatsAppUsers } from './users/whatsapp-users.js';
export { webhookProviders } from './webhook-providers.js';
export { WhatsAppWebhooksService, type WebhookHandshake } from './whatsapp-webhooks.service.js';
