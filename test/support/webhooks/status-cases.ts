import { failedStatus, messageStatus, textMessage, type WebhookUpdate } from 'nestjs-whatsapp/testing';
import { webhookCase, type WebhookCase } from './webhook-case.js';

const conversation = {
  id: 'conversation-1',
  expiration_timestamp: '1767312000',
  origin: { type: 'referral_conversion' },
};

function pricing(category: string, type = 'regular', pricing_model = 'PMP') {
  return { extra: { pricing: { billable: true, pricing_model, type, category } } };
}

const inGroup = (participant: string) =>
  messageStatus('delivered', {
    id: 'wamid.GROUP',
    extra: {
      recipient_type: 'group',
      recipient_id: 'GROUP1',
      recipient_participant_id: participant,
      recipient_participant_user_id: `US.${participant}`,
    },
  });

const payment = (status: string, transaction: string) =>
  messageStatus(status, {
    id: 'wamid.PAYMENT',
    extra: {
      type: 'payment',
      payment: {
        reference_id: 'order-1',
        amount: { value: 1998, offset: 100 },
        currency: 'INR',
        transaction: { id: transaction, type: 'upi', status: 'success' },
      },
    },
  });

const statuses: Readonly<Record<string, WebhookUpdate>> = {
  sent: messageStatus('sent', pricing('utility')),
  'sent within a free entry point': messageStatus('sent', {
    extra: { conversation, ...pricing('referral_conversion', 'free_entry_point').extra },
  }),
  'sent by conversation': messageStatus('sent', {
    extra: { conversation, ...pricing('service', 'free_customer_service', 'CBP').extra },
  }),
  delivered: messageStatus('delivered', pricing('marketing_lite')),
  read: messageStatus('read', pricing('authentication-international')),
  played: messageStatus('played'),
  deleted: messageStatus('deleted'),
  warning: messageStatus('warning'),
  'a status that Meta may add': messageStatus('framed'),
  failed: failedStatus(131026, 'Message undeliverable'),
  'failed, its code a text': messageStatus('failed', {
    extra: { errors: [{ code: '132015', title: 'Template is paused' }] },
  }),
  'addressed by user id': messageStatus('delivered', {
    user: { waId: null },
    extra: { recipient_parent_user_id: 'US.PARENT' },
  }),
  'with the parent id of April 2026': messageStatus('read', {
    extra: { parent_recipient_user_id: 'US.PARENT' },
  }),
  'with an identity hash': messageStatus('sent', { extra: { recipient_identity_key_hash: 'h' } }),
  "with the caller's value": messageStatus('sent', { extra: { biz_opaque_callback_data: 'order-1' } }),
  'payment captured': payment('captured', 't1'),
  'payment pending': payment('pending', 't2'),
  'payment failed': payment('failed', 't3'),
};

/** One body for each row of the webhooks reference about statuses, and for each level of errors. */
export const statusCases: readonly WebhookCase[] = [
  ...Object.entries(statuses).map(([name, update]) => webhookCase(`status ${name}`, update, ['status'])),
  webhookCase('statuses of a group', [inGroup('16505550001'), inGroup('16505550002')], ['status', 'status']),
  webhookCase(
    'an error of the whole value',
    { field: 'messages', list: 'errors', content: { code: 130429, title: 'Rate limit hit' } },
    ['error'],
  ),
  webhookCase(
    'an error of the whole value beside an empty answer',
    [
      { field: 'messages', list: 'errors', content: { code: 131000, title: 'Something went wrong' } },
      textMessage('hello'),
    ],
    ['error', 'message'],
  ),
];
