import type {
  AccountAlertsValue,
  AccountReviewUpdateValue,
  AccountSettingsUpdateValue,
  AccountUpdateValue,
  BusinessCapabilityUpdateValue,
  BusinessStatusUpdateValue,
  PartnerSolutionsValue,
  PaymentConfigurationUpdateValue,
} from './account-values.js';
import type { HistoryValue, MessageEchoesValue, SmbAppStateSyncValue } from './coexistence-values.js';
import type { FlowsValue } from './flows-value.js';
import type {
  GroupLifecycleUpdate,
  GroupParticipantsUpdate,
  GroupSettingsUpdate,
  GroupStatusUpdate,
  GroupsValue,
} from './group-values.js';
import type { CallsValue, MessagesValue } from './messages-value.js';
import type { AutomaticEventsValue, MessagingHandoversValue, TrackingEventsValue } from './partner-values.js';
import type {
  BusinessUsernameUpdateValue,
  PhoneNumberNameUpdateValue,
  PhoneNumberQualityUpdateValue,
  SecurityValue,
} from './phone-number-values.js';
import type {
  TemplateCategoryUpdateValue,
  TemplateComponentsUpdateValue,
  TemplateQualityUpdateValue,
  TemplateStatusUpdateValue,
} from './template-values.js';
import type { UserIdUpdateValue, UserPreferencesValue } from './user-values.js';

/**
 * The type of `change.value` for each webhook field that this version lists.
 *
 * @publicApi
 */
export interface WebhookFieldValues {
  messages: MessagesValue;
  calls: CallsValue;
  account_alerts: AccountAlertsValue;
  account_review_update: AccountReviewUpdateValue;
  account_settings_update: AccountSettingsUpdateValue;
  account_update: AccountUpdateValue;
  automatic_events: AutomaticEventsValue;
  business_capability_update: BusinessCapabilityUpdateValue;
  business_status_update: BusinessStatusUpdateValue;
  business_username_update: BusinessUsernameUpdateValue;
  /** The plural that some pages of Meta's print. */
  business_username_updates: BusinessUsernameUpdateValue;
  flows: FlowsValue;
  group_lifecycle_update: GroupsValue<GroupLifecycleUpdate>;
  group_participants_update: GroupsValue<GroupParticipantsUpdate>;
  group_settings_update: GroupsValue<GroupSettingsUpdate>;
  group_status_update: GroupsValue<GroupStatusUpdate>;
  history: HistoryValue;
  message_echoes: MessageEchoesValue;
  message_template_components_update: TemplateComponentsUpdateValue;
  message_template_quality_update: TemplateQualityUpdateValue;
  message_template_status_update: TemplateStatusUpdateValue;
  messaging_handovers: MessagingHandoversValue;
  partner_solutions: PartnerSolutionsValue;
  payment_configuration_update: PaymentConfigurationUpdateValue;
  phone_number_name_update: PhoneNumberNameUpdateValue;
  phone_number_quality_update: PhoneNumberQualityUpdateValue;
  security: SecurityValue;
  smb_app_state_sync: SmbAppStateSyncValue;
  smb_message_echoes: MessageEchoesValue;
  /** While another app of a multi-partner solution answers the user. */
  standby: MessagesValue;
  template_category_update: TemplateCategoryUpdateValue;
  /** Notice that a template's category was found to be wrong. */
  template_correct_category_detection: TemplateCategoryUpdateValue;
  /** From 2022, rarely seen. */
  template_performance_metrics: Readonly<Record<string, unknown>>;
  tracking_events: TrackingEventsValue;
  user_id_update: UserIdUpdateValue;
  user_preferences: UserPreferencesValue;
}

/**
 * The webhook fields that this version lists.
 *
 * @publicApi
 */
export type WebhookField = keyof WebhookFieldValues;
