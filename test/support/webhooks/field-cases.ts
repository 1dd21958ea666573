import { contactFixtureOf, metadata, template } from './field-parts.js';
import { fieldChange, type WebhookUpdate } from 'nestjs-whatsapp/testing';
import { webhookCase, type WebhookCase } from './webhook-case.js';

type Value = Readonly<Record<string, unknown>>;

const group = (type: string, members: Value = {}): Value => ({
  messaging_product: 'whatsapp',
  metadata,
  groups: [{ timestamp: 1_767_225_600, group_id: 'GROUP1', type, request_id: 'r1', ...members }],
});

const accountEvent = (event: string, members: Value = {}): Value => ({ event, ...members });

const templateEvents =
  'APPROVED ARCHIVED UNARCHIVED DELETED FLAGGED IN_APPEAL LIMIT_EXCEEDED LOCKED PENDING PENDING_DELETION REINSTATED EVENT_OF_TOMORROW'.split(
    ' ',
  );

/** Under each field, the values it may have. */
const values: Readonly<Record<string, readonly Value[]>> = {
  account_alerts: [
    {
      entity_type: 'PHONE_NUMBER',
      entity_id: '1',
      alert_info: {
        alert_severity: 'WARNING',
        alert_status: 'ACTIVE',
        alert_type: 'PROFILE_PICTURE_LOST',
        alert_description: 'Upload it again',
      },
    },
    { entity_type: 'WABA', entity_id: '2', alert_severity: 'CRITICAL', alert_type: 'OBA_REJECTED' },
  ],
  account_review_update: ['APPROVED', 'REJECTED', 'PENDING', 'DEFERRED'].map((decision) => ({ decision })),
  account_update: [
    accountEvent('ACCOUNT_DELETED'),
    accountEvent('ACCOUNT_OFFBOARDED', { disconnection_info: { reason: 'user', initiated_by: 'business' } }),
    accountEvent('ACCOUNT_RECONNECTED'),
    accountEvent('ACCOUNT_RESTRICTION', {
      restriction_info: [{ restriction_type: 'RESTRICTED_ADD_PHONE', expiration: 1_767_830_400 }],
    }),
    accountEvent('ACCOUNT_VIOLATION', { violation_info: { violation_type: 'SCAM' } }),
    accountEvent('AD_ACCOUNT_LINKED'),
    accountEvent('AUTH_INTL_PRICE_ELIGIBILITY_UPDATE', { auth_international_rate_eligibility: {} }),
    accountEvent('BUSINESS_PRIMARY_LOCATION_COUNTRY_UPDATE', { country: 'DE' }),
    accountEvent('DISABLED_UPDATE', {
      ban_info: { waba_ban_state: 'DISABLE', waba_ban_date: 'January 1, 2026' },
    }),
    accountEvent('MM_LITE_TERMS_SIGNED'),
    accountEvent('PARTNER_ADDED', { waba_info: { waba_id: '3', owner_business_id: '4' } }),
    accountEvent('PARTNER_REMOVED', { waba_info: { waba_id: '3' } }),
    accountEvent('PARTNER_APP_INSTALLED'),
    accountEvent('PARTNER_APP_UNINSTALLED'),
    accountEvent('PARTNER_CLIENT_CERTIFICATION_STATUS_UPDATE', { partner_client_certification_info: {} }),
    accountEvent('VERIFIED_ACCOUNT', { phone_number: '15550783881' }),
    accountEvent('VOLUME_BASED_PRICING_TIER_UPDATE', { volume_tier_info: { tier: '0:100' } }),
  ],
  account_settings_update: [
    {
      timestamp: 1_767_225_600,
      type: 'phone_number_settings',
      phone_number_settings: { phone_number_id: '1', calling: { status: 'ENABLED' } },
    },
  ],
  business_capability_update: [
    { max_daily_conversations_per_business: 'TIER_2K', max_phone_numbers_per_waba: 20 },
    { max_daily_conversations_per_business: 2000, max_phone_numbers_per_business: 20 },
    { max_daily_conversation_per_phone: -1 },
  ],
  business_status_update: [{ event: 'BUSINESS_RESTRICTED' }],
  phone_number_quality_update: [
    { display_phone_number: '15550783881', event: 'ONBOARDING', current_limit: 'TIER_250' },
    { event: 'THROUGHPUT_UPGRADE', max_daily_conversations_per_business: 'TIER_UNLIMITED' },
    { event: 'DOWNGRADE', old_limit: 'TIER_10K', current_limit: 'TIER_2K' },
  ],
  phone_number_name_update: [
    { decision: 'REJECTED', requested_verified_name: 'Mugs', rejection_reason: 'NAME_NOT_CONSISTENT' },
  ],
  security: [
    { event: 'PIN_CHANGED' },
    { event: 'PIN_RESET_REQUEST', requester: '5' },
    { event: 'PIN_REQUEST_SUCCESS' },
  ],
  business_username_update: [{ username: 'mugs', status: 'approved' }, { status: 'deleted' }],
  business_username_updates: [{ username: 'mugs', status: 'reserved' }],
  payment_configuration_update: [
    { configuration_name: 'upi', provider_name: 'bank', provider_mid: '6', status: 'ACTIVE' },
  ],
  partner_solutions: [{ event: 'SOLUTION_CREATED', solution_id: '7', solution_status: 'INITIATED' }],
  message_template_status_update: [
    ...templateEvents.map((event) => ({ event, ...template, reason: 'NONE' })),
    { event: 'DISABLED', ...template, disable_info: { disable_date: 1_767_225_600 } },
    { event: 'PAUSED', ...template, other_info: { title: 'FIRST_PAUSE', description: 'three hours' } },
    { event: 'REJECTED', ...template, reason: null, rejection_info: { reason: 'a', recommendation: 'b' } },
  ],
  message_template_quality_update: [
    { previous_quality_score: 'GREEN', new_quality_score: 'YELLOW', ...template },
  ],
  message_template_components_update: [
    {
      ...template,
      message_template_element: 'Hello {{1}}',
      message_template_title: 'Hi',
      message_template_footer: 'Bye',
      message_template_buttons: [{ message_template_button_type: 'URL' }],
    },
  ],
  template_category_update: [
    { ...template, correct_category: 'MARKETING', category_update_timestamp: 1_767_830_400 },
    { ...template, previous_category: 'UTILITY', new_category: 'MARKETING' },
  ],
  template_correct_category_detection: [{ ...template, correct_category: 'MARKETING' }],
  template_performance_metrics: [{ clicks: 3 }],
  user_preferences: ['stop', 'resume', 'signup'].map((value) => ({
    messaging_product: 'whatsapp',
    metadata,
    contacts: [contactFixtureOf('16505551234')],
    user_preferences: [
      {
        wa_id: '16505551234',
        user_id: 'US.916505551234',
        detail: 'by the user',
        category: 'marketing_messages',
        value,
        timestamp: 1_767_225_600,
      },
    ],
  })),
  user_id_update: [
    {
      messaging_product: 'whatsapp',
      metadata,
      contacts: [contactFixtureOf('16505551234')],
      user_id_update: [
        {
          wa_id: '16505551234',
          detail: 'changed',
          user_id: { previous: 'US.OLD', current: 'US.NEW' },
          parent_user_id: { previous: 'US.P1', current: 'US.P2' },
          timestamp: '1767225600',
        },
      ],
    },
  ],
  flows: [
    { event: 'FLOW_STATUS_CHANGE', flow_id: '8', old_status: 'DRAFT', new_status: 'PUBLISHED' },
    {
      event: 'CLIENT_ERROR_RATE',
      flow_id: '8',
      error_rate: 14.2,
      threshold: 10,
      alert_state: 'ACTIVATED',
      errors: [{ error_type: 'INVALID_SCREEN', error_rate: 66, error_count: 2 }],
    },
    { event: 'ENDPOINT_ERROR_RATE', flow_id: '8', error_rate: 3 },
    { event: 'ENDPOINT_LATENCY', flow_id: '8', p50_latency: 900, p90_latency: 2000, requests_count: 34 },
    { event: 'ENDPOINT_AVAILABILITY', flow_id: '8', availability: 75, alert_state: 'DEACTIVATED' },
    { event: 'FLOW_VERSION_EXPIRY_WARNING', flow_id: '8' },
  ],
  history: [
    {
      messaging_product: 'whatsapp',
      metadata,
      history: [
        {
          metadata: { phase: 0, chunk_order: 1, progress: 40 },
          threads: [
            {
              id: '16505551234',
              messages: [
                {
                  from: '15550783881',
                  to: '16505551234',
                  id: 'wamid.OLD',
                  timestamp: '1767000000',
                  type: 'media_placeholder',
                  history_context: { status: 'READ' },
                },
              ],
            },
          ],
        },
      ],
    },
    { metadata, history: [{ errors: [{ code: 2593109, title: 'History sharing is turned off' }] }] },
    { metadata, messages: [{ id: 'wamid.OLD', type: 'image', image: { id: '9' } }] },
  ],
  smb_app_state_sync: [
    {
      metadata,
      state_sync: [
        {
          type: 'contact',
          contact: { full_name: 'Bo K', first_name: 'Bo', phone_number: '16505550002' },
          action: 'add',
          metadata: { timestamp: '1767225600' },
        },
      ],
    },
  ],
  smb_message_echoes: [
    {
      metadata,
      message_echoes: [
        {
          from: '15550783881',
          to: '16505551234',
          id: 'wamid.ECHO',
          timestamp: '1767225600',
          type: 'text',
          text: { body: 'typed in the app' },
        },
      ],
    },
    {
      metadata,
      message_echoes: [{ id: 'wamid.ECHO2', type: 'revoke', revoke: { original_message_id: 'x' } }],
    },
  ],
  message_echoes: [{ metadata, message_echoes: [{ id: 'wamid.ECHO3', type: 'image', image: { id: '9' } }] }],
  standby: [{ metadata, messages: [{ id: 'wamid.STANDBY', type: 'text', text: { body: 'hi' } }] }],
  messaging_handovers: [
    {
      recipient: { id: '1' },
      sender: { id: '2' },
      timestamp: '1767225600',
      control_passed: { metadata: 'm' },
    },
  ],
  automatic_events: [
    {
      metadata,
      automatic_events: [
        {
          id: 'e1',
          event_name: 'Purchase',
          timestamp: 1_767_225_600,
          ctwa_clid: 'click-1',
          custom_data: { currency: 'EUR', value: 15.98 },
        },
      ],
    },
  ],
  tracking_events: [
    {
      metadata,
      events: [{ event_name: 'click', timestamp: 1, tracking_data: { click_id: 'c', tracking_token: 't' } }],
    },
  ],
  group_lifecycle_update: [
    group('group_create', {
      subject: 'Mugs',
      invite_link: 'https://chat.example/1',
      join_approval_mode: 'auto',
    }),
    group('group_create', { errors: [{ code: 131215, title: 'Not allowed' }] }),
    group('group_delete'),
  ],
  group_participants_update: [
    group('group_participants_add', {
      reason: 'invite_link',
      added_participants: [{ wa_id: '16505550001' }],
    }),
    group('group_participants_remove', {
      initiated_by: 'business',
      removed_participants: [{ wa_id: '16505550001' }],
      failed_participants: [{ input: '16505550002', errors: [{ code: '131000' }] }],
    }),
    group('group_join_request_created', { join_request_id: 'j1', wa_id: '16505550001' }),
    group('group_join_request_revoked', { join_request_id: 'j1', wa_id: '16505550001', reason: 'by user' }),
  ],
  group_settings_update: [
    group('group_settings_update', {
      profile_picture: { mime_type: 'image/jpeg', sha256: 's', update_successful: true },
      group_subject: { text: 'New', update_successful: true },
      group_description: { text: 'x', update_successful: false, errors: [{ code: 131000 }] },
    }),
  ],
  group_status_update: [group('group_suspend'), group('group_suspend_cleared')],
  a_field_that_meta_may_add: [{ anything: [1, { goes: null }] }],
};

const call = (content: Value): WebhookUpdate => ({ field: 'calls', list: 'calls', content });
const callStatus = (status: string): WebhookUpdate => ({
  field: 'calls',
  list: 'statuses',
  content: {
    type: 'call',
    id: 'wacid.OUT',
    status,
    timestamp: '1767225600',
    recipient_id: '16505551234',
    recipient_user_id: 'US.916505551234',
  },
});

const callCases: readonly WebhookCase[] = [
  webhookCase(
    'a call of a user',
    call({
      id: 'wacid.IN',
      from: '16505551234',
      to: '15550783881',
      from_user_id: 'US.916505551234',
      event: 'connect',
      direction: 'USER_INITIATED',
      timestamp: '1767225600',
      session: { sdp_type: 'offer', sdp: 'v=0\r\n' },
      deeplink_payload: 'p',
    }),
    ['call'],
  ),
  webhookCase(
    'the end of a call of the business',
    call({
      id: 'wacid.OUT',
      from: '15550783881',
      to: '16505551234',
      event: 'terminate',
      direction: 'BUSINESS_INITIATED',
      timestamp: '1767225660',
      status: 'COMPLETED',
      start_time: '1767225600',
      end_time: '1767225660',
      duration: 60,
      biz_opaque_callback_data: 'b',
    }),
    ['call'],
  ),
  ...['RINGING', 'ACCEPTED', 'REJECTED'].map((status) =>
    webhookCase(`a call that is ${status}`, callStatus(status), ['call-status']),
  ),
  webhookCase(
    'an error of calls',
    { field: 'calls', list: 'errors', content: { code: 138006, title: 'No permission' } },
    ['error'],
  ),
];

/** One body for each row of the webhooks reference about calls and all other fields. */
export const fieldCases: readonly WebhookCase[] = [
  ...callCases,
  ...Object.entries(values).flatMap(([field, list]) =>
    list.map((value, index) =>
      webhookCase(`${field} (${index + 1} of ${list.length})`, fieldChange(field, value), ['field']),
    ),
  ),
];
