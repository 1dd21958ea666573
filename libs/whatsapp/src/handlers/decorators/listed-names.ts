import { closestKey } from '../../config/internal.js';
import type {
  InboundCall,
  InboundCallStatus,
  InboundEvent,
  InboundMessageType,
  MessageStatusKind,
  WebhookField,
} from '../../webhooks/index.js';

/** The names that a decorator for handlers may be given, as far as this version lists them. */
export interface ListedNames {
  readonly decorator: string;
  readonly names: readonly string[];
}

/** The listed words of an enumeration that may grow. */
type Listed<Name extends string> = Name extends Name ? (string extends Name ? never : Name) : never;

/** All of them, or it does not compile. */
function listedNames<Name extends string>(
  decorator: string,
  names: Readonly<Record<Listed<Name>, true>>,
): ListedNames {
  return { decorator: `@${decorator}`, names: Object.keys(names) };
}

export const messageTypeNames = listedNames<InboundMessageType>('OnWhatsAppMessage', {
  text: true,
  image: true,
  video: true,
  audio: true,
  document: true,
  sticker: true,
  location: true,
  contacts: true,
  reaction: true,
  button: true,
  interactive: true,
  order: true,
  system: true,
  unsupported: true,
  edit: true,
  revoke: true,
  request_welcome: true,
  unknown: true,
});

export const statusNames = listedNames<MessageStatusKind | 'payment'>('OnWhatsAppStatus', {
  sent: true,
  delivered: true,
  read: true,
  failed: true,
  played: true,
  deleted: true,
  warning: true,
  payment: true,
});

export const callEventNames = listedNames<InboundCall['event']>('OnWhatsAppCall', {
  connect: true,
  terminate: true,
});

export const callStatusNames = listedNames<InboundCallStatus['status']>('OnWhatsAppCallStatus', {
  RINGING: true,
  ACCEPTED: true,
  REJECTED: true,
});

export const eventKindNames = listedNames<InboundEvent['kind']>('OnWhatsAppUnhandled', {
  message: true,
  status: true,
  call: true,
  'call-status': true,
  error: true,
  field: true,
});

export const fieldNames = listedNames<WebhookField>('OnWhatsAppEvent', {
  messages: true,
  calls: true,
  account_alerts: true,
  account_review_update: true,
  account_settings_update: true,
  account_update: true,
  automatic_events: true,
  business_capability_update: true,
  business_status_update: true,
  business_username_update: true,
  business_username_updates: true,
  flows: true,
  group_lifecycle_update: true,
  group_participants_update: true,
  group_settings_update: true,
  group_status_update: true,
  history: true,
  message_echoes: true,
  message_template_components_update: true,
  message_template_quality_update: true,
  message_template_status_update: true,
  messaging_handovers: true,
  partner_solutions: true,
  payment_configuration_update: true,
  phone_number_name_update: true,
  phone_number_quality_update: true,
  security: true,
  smb_app_state_sync: true,
  smb_message_echoes: true,
  standby: true,
  template_category_update: true,
  template_correct_category_detection: true,
  template_performance_metrics: true,
  tracking_events: true,
  user_id_update: true,
  user_preferences: true,
});

/** The name that was probably meant: of those that are not listed, the one at most two letters away. */
export function probablyMeant(name: string, { names }: ListedNames): string | undefined {
  return name === '*' || names.includes(name) ? undefined : closestKey(name, names, 2);
}
