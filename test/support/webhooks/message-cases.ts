import {
  buttonReply,
  inboundMessage,
  listReply,
  locationMessage,
  mediaMessage,
  reaction,
  textMessage,
  type WebhookUpdate,
} from 'nestjs-whatsapp/testing';
import { webhookCase, type WebhookCase } from './webhook-case.js';

const sha256 = '8RrYz5W1oJ2yq0lPbN4c9vVtS7uX3kD6eGfHhIiJjK0=';
const original = 'wamid.ORIGINAL';

const messages: Readonly<Record<string, WebhookUpdate>> = {
  text: textMessage('Where is my parcel? 📦'),
  'text that quotes': textMessage('this one', { quotes: original }),
  'text that was forwarded': textMessage('look', { extra: { context: { forwarded: true } } }),
  'text that was forwarded often': textMessage('look', {
    extra: { context: { frequently_forwarded: true } },
  }),
  'text about a product': textMessage('is it blue?', {
    extra: { context: { referred_product: { catalog_id: '7', product_retailer_id: 'mug-1' } } },
  }),
  'text from an ad': textMessage('I saw your ad', {
    extra: {
      referral: {
        source_url: 'https://fb.example/ad',
        source_id: '99',
        source_type: 'ad',
        headline: 'Mugs',
        body: 'Two for one',
        media_type: 'video',
        video_url: 'https://cdn.example/v.mp4',
        thumbnail_url: 'https://cdn.example/t.jpg',
        ctwa_clid: 'click-1',
        welcome_message: { text: 'Hello' },
      },
    },
  }),
  'text of a user with a username': textMessage('hi', { user: { waId: null, username: 'bo.k' } }),
  'text from before April 2026': textMessage('hi', { user: { userId: null } }),
  'text in a group': textMessage('hi all', { groupId: 'GROUP1' }),
  image: mediaMessage('image', { sha256, caption: 'my mug', url: 'https://lookaside.example/1' }),
  video: mediaMessage('video', { sha256, caption: 'it leaks' }),
  audio: mediaMessage('audio', { sha256, voice: false }),
  'voice message': mediaMessage('audio', { sha256, voice: true }),
  document: mediaMessage('document', { sha256, filename: 'invoice.pdf', caption: 'paid' }),
  sticker: mediaMessage('sticker', { sha256, animated: true }),
  location: locationMessage(52.52, 13.405),
  'location with a name': inboundMessage('location', {
    latitude: -33.45,
    longitude: -70.66,
    name: 'Home',
    address: 'Main Street 1',
    url: 'https://place.example',
  }),
  contacts: inboundMessage('contacts', [
    {
      name: { formatted_name: 'Bo K', first_name: 'Bo' },
      phones: [{ phone: '+1 650 555 0002', wa_id: '16505550002', type: 'CELL' }],
      vcard: 'BEGIN:VCARD\nEND:VCARD',
      origin: 'other',
    },
  ]),
  'contacts without a name, asked for': inboundMessage(
    'contacts',
    [{ phones: [{ phone: '+16505550003' }] }],
    {
      extra: { origin: 'contact_request' },
    },
  ),
  reaction: reaction(original, '👍'),
  'reaction taken off': reaction(original),
  'reaction taken off, empty': reaction(original, ''),
  button: inboundMessage('button', { payload: 'STOP', text: 'Unsubscribe' }, { quotes: original }),
  'button without a context': inboundMessage('button', { payload: 'YES', text: 'Yes' }),
  'interactive button_reply': buttonReply('yes', 'Yes', { quotes: original }),
  'interactive list_reply': listReply('row-1', 'Berlin'),
  'interactive nfm_reply of a flow': inboundMessage('interactive', {
    type: 'nfm_reply',
    nfm_reply: { name: 'flow', body: 'Sent', response_json: '{"flow_token":"t","size":"L"}' },
  }),
  'interactive nfm_reply of an address': inboundMessage('interactive', {
    type: 'nfm_reply',
    nfm_reply: {
      name: 'address_message',
      body: 'Main Street 1',
      response_json: '{"saved_address_id":"a1","values":{"city":"Pune"}}',
    },
  }),
  'interactive call_permission_reply': inboundMessage('interactive', {
    type: 'call_permission_reply',
    call_permission_reply: {
      response: 'accept',
      is_permanent: false,
      expiration_timestamp: 1_767_830_400,
      response_source: 'user_action',
    },
  }),
  'interactive payment_method': inboundMessage('interactive', {
    type: 'payment_method',
    payment_method: {
      payment_method: 'card',
      payment_timestamp: 1_767_225_600,
      reference_id: 'order-1',
      last_four_digits: '4242',
      credential_id: 'c1',
    },
  }),
  'interactive of a new type': inboundMessage('interactive', {
    type: 'slider_reply',
    slider_reply: { at: 3 },
  }),
  'interactive without its content': inboundMessage('interactive'),
  order: inboundMessage('order', {
    catalog_id: '7',
    text: 'please hurry',
    product_items: [{ product_retailer_id: 'mug-1', quantity: 2, item_price: 7.99, currency: 'EUR' }],
  }),
  'system user_changed_number': inboundMessage('system', {
    body: 'Ana changed her number',
    type: 'user_changed_number',
    wa_id: '16505559999',
    user_id: 'US.NEW1',
  }),
  'system customer_changed_number': inboundMessage('system', {
    body: 'changed',
    type: 'customer_changed_number',
    new_wa_id: '16505559999',
  }),
  'system user_changed_user_id': inboundMessage('system', {
    body: 'changed',
    type: 'user_changed_user_id',
    user_id: 'US.NEW2',
    parent_user_id: 'US.PARENT',
  }),
  'system customer_identity_changed': inboundMessage(
    'system',
    { body: 'changed', type: 'customer_identity_changed' },
    { extra: { identity: { acknowledged: false, created_timestamp: 1_767_225_600, hash: 'h' } } },
  ),
  unsupported: inboundMessage(
    'unsupported',
    { type: 'poll' },
    { extra: { errors: [{ code: 131051, title: 'Unsupported message type' }] } },
  ),
  'unsupported in a group': inboundMessage('unsupported', undefined, {
    groupId: 'GROUP1',
    extra: { errors: [{ code: '130501', title: 'Not supported in groups' }] },
  }),
  'media that is too large': mediaMessage(
    'video',
    {},
    { extra: { errors: [{ code: 131052, title: 'Media download error' }] } },
  ),
  edit: inboundMessage('edit', {
    original_message_id: original,
    message: { type: 'text', text: { body: 'two mugs' }, context: { id: 'wamid.Q' } },
  }),
  revoke: inboundMessage('revoke', { original_message_id: original }),
  request_welcome: inboundMessage('request_welcome'),
  unknown: inboundMessage('unknown', undefined, { extra: { errors: [{ code: 131051 }] } }),
  'a type that Meta may add': inboundMessage('hologram', { id: '1', depth: 3 }),
};

/** One body for each row of the webhooks reference about inbound messages. */
export const messageCases: readonly WebhookCase[] = Object.entries(messages).map(([name, update]) =>
  webhookCase(name, update, ['message']),
);
