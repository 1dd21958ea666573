export type {
  AccountAlertsValue,
  AccountReviewUpdateValue,
  AccountSettingsUpdateValue,
  AccountUpdateValue,
  BusinessCapabilityUpdateValue,
  BusinessStatusUpdateValue,
  PartnerSolutionsValue,
  PaymentConfigurationUpdateValue,
} from './fields/account-values.js';
export type {
  EchoedMessage,
  HistoryValue,
  MessageEchoesValue,
  SmbAppStateSyncValue,
} from './fields/coexistence-values.js';
export type { FlowsValue } from './fields/flows-value.js';
export type {
  GroupLifecycleUpdate,
  GroupParticipant,
  GroupParticipantsUpdate,
  GroupSettingResult,
  GroupSettingsUpdate,
  GroupStatusUpdate,
  GroupUpdateBase,
  GroupsValue,
} from './fields/group-values.js';
export type { CallsValue, MessagesValue } from './fields/messages-value.js';
export type {
  AutomaticEventsValue,
  MessagingHandoversValue,
  TrackingEventsValue,
} from './fields/partner-values.js';
export type {
  BusinessUsernameUpdateValue,
  PhoneNumberNameUpdateValue,
  PhoneNumberQualityUpdateValue,
  SecurityValue,
} from './fields/phone-number-values.js';
export type {
  TemplateCategoryUpdateValue,
  TemplateComponentsUpdateValue,
  TemplateQualityScore,
  TemplateQualityUpdateValue,
  TemplateReference,
  TemplateStatusUpdateValue,
} from './fields/template-values.js';
export type {
  ChangedId,
  UserIdUpdateValue,
  UserPreference,
  UserPreferencesValue,
} from './fields/user-values.js';
export type { WebhookField, WebhookFieldValues } from './fields/webhook-field-values.js';
export type { InboundCall, InboundCallFile, InboundCallStatus } from './messages/inbound-call.js';
export type { InboundContact } from './parts/inbound-contact.js';
export type {
  DeliveryStatus,
  MessageStatus,
  MessageStatusBase,
  MessageStatusKind,
  PaymentStatus,
  StatusConversation,
  StatusPricing,
  StatusRecipient,
} from './messages/message-status.js';
export type {
  ContactOrigin,
  InboundContactCard,
  InboundContactsMessage,
} from './messages/contacts-message.js';
export type { InboundEditMessage } from './messages/edit-message.js';
export type {
  InboundMessage,
  InboundMessageOf,
  InboundMessageType,
  InboundUnknownMessage,
  InboundUnlistedMessage,
} from './messages/inbound-message.js';
export type {
  ButtonReply,
  CallPermissionReply,
  FlowReply,
  InboundInteractiveMessage,
  InteractiveReply,
  ListReply,
  PaymentMethodReply,
  UnlistedInteractiveReply,
} from './messages/interactive-message.js';
export type {
  InboundAudioMessage,
  InboundCaptionedMedia,
  InboundDocumentMessage,
  InboundImageMessage,
  InboundMedia,
  InboundStickerMessage,
  InboundVideoMessage,
} from './messages/media-messages.js';
export type {
  InboundIdentity,
  InboundMessageBase,
  InboundMessageContext,
  InboundReferral,
} from './messages/message-parts.js';
export type {
  InboundButtonMessage,
  InboundLocationMessage,
  InboundOrderMessage,
  InboundReactionMessage,
  InboundRequestWelcomeMessage,
  InboundRevokeMessage,
  InboundSystemMessage,
  InboundTextMessage,
  InboundUnsupportedMessage,
} from './messages/simple-messages.js';
export type { Open, Unlisted } from './parts/open.js';
export type {
  UnlistedWebhookChange,
  WebhookBody,
  WebhookChange,
  WebhookChangeOf,
  WebhookEntry,
} from './webhook-body.js';
export type { WebhookError } from './parts/webhook-error.js';
export type { WebhookMetadata } from './parts/webhook-metadata.js';
