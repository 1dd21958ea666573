import type { SimulatedTemplate } from '../engine/templates/template-definition.js';

/** The template that every test account has. */
export const HELLO_WORLD: SimulatedTemplate = {
  name: 'hello_world',
  language: 'en_US',
  category: 'UTILITY',
  components: [
    { type: 'HEADER', format: 'TEXT', text: 'Hello World' },
    {
      type: 'BODY',
      text: 'Welcome! Every account starts with this template, so that there is one to try.',
    },
    { type: 'FOOTER', text: 'WhatsApp simulator' },
  ],
};

function media(format: 'IMAGE' | 'VIDEO' | 'DOCUMENT', name: string, text: string): SimulatedTemplate {
  return {
    name,
    language: 'en_US',
    category: 'UTILITY',
    components: [
      { type: 'HEADER', format },
      { type: 'BODY', text },
    ],
  };
}

const quickReplies = {
  type: 'BUTTONS',
  buttons: [
    { type: 'QUICK_REPLY', text: 'More' },
    { type: 'QUICK_REPLY', text: 'Not now' },
  ],
};

/** One template of each other kind, approved. */
export const DEMO_TEMPLATES: readonly SimulatedTemplate[] = [
  {
    name: 'order_update',
    language: 'en_US',
    category: 'UTILITY',
    components: [
      { type: 'HEADER', format: 'TEXT', text: 'Order {{1}}' },
      { type: 'BODY', text: 'Hello {{1}}, your order will arrive on {{2}}. We will keep you posted.' },
      { type: 'FOOTER', text: 'Thank you' },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'URL', text: 'Track it', url: 'https://shop.example.org/t/{{1}}' },
          { type: 'PHONE_NUMBER', text: 'Call us', phone_number: '+15550783881' },
        ],
      },
    ],
  },
  {
    name: 'greeting_named',
    language: 'en_US',
    category: 'UTILITY',
    parameterFormat: 'NAMED',
    components: [{ type: 'BODY', text: 'Hello {{first_name}}, your visit on {{day}} is confirmed for you.' }],
  },
  media('IMAGE', 'photo_note', 'Here is the photo that you asked for.'),
  media('VIDEO', 'video_note', 'Here is the video that you asked for.'),
  media('DOCUMENT', 'invoice_note', 'Here is the invoice for your last order.'),
  {
    name: 'pickup_point',
    language: 'en_US',
    category: 'UTILITY',
    components: [
      { type: 'HEADER', format: 'LOCATION' },
      { type: 'BODY', text: 'Your parcel waits for you here.' },
    ],
  },
  {
    name: 'spring_sale',
    language: 'en_US',
    category: 'MARKETING',
    components: [
      { type: 'BODY', text: 'Spring is here, {{1}}: everything is cheaper this week.' },
      quickReplies,
    ],
  },
  {
    name: 'coupon',
    language: 'en_US',
    category: 'MARKETING',
    components: [
      { type: 'BODY', text: 'A coupon for your next order.' },
      { type: 'BUTTONS', buttons: [{ type: 'COPY_CODE', text: 'Copy code', example: ['SAVE20'] }] },
    ],
  },
  {
    name: 'flash_offer',
    language: 'en_US',
    category: 'MARKETING',
    components: [
      { type: 'LIMITED_TIME_OFFER', limited_time_offer: { text: 'Ends soon!', has_expiration: true } },
      { type: 'BODY', text: 'A short offer for you.' },
      { type: 'BUTTONS', buttons: [{ type: 'COPY_CODE', text: 'Copy code', example: ['FLASH'] }] },
    ],
  },
  {
    name: 'tour',
    language: 'en_US',
    category: 'MARKETING',
    components: [
      { type: 'BODY', text: 'Two places that you may like.' },
      {
        type: 'CAROUSEL',
        cards: [1, 2].map((card) => ({
          components: [
            { type: 'HEADER', format: 'IMAGE' },
            { type: 'BODY', text: `Place ${card}` },
            { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'More' }] },
          ],
        })),
      },
    ],
  },
  {
    name: 'catalog_intro',
    language: 'en_US',
    category: 'MARKETING',
    components: [
      { type: 'BODY', text: 'Have a look at all that we have.' },
      { type: 'BUTTONS', buttons: [{ type: 'CATALOG', text: 'View catalog' }] },
    ],
  },
  {
    name: 'restock',
    language: 'en_US',
    category: 'MARKETING',
    components: [
      { type: 'BODY', text: 'These are back in stock.' },
      { type: 'BUTTONS', buttons: [{ type: 'MPM', text: 'View items' }] },
    ],
  },
  {
    name: 'one_item',
    language: 'en_US',
    category: 'MARKETING',
    components: [
      { type: 'HEADER', format: 'PRODUCT' },
      { type: 'BODY', text: 'This one may be for you.' },
      { type: 'BUTTONS', buttons: [{ type: 'SPM', text: 'View' }] },
    ],
  },
  {
    name: 'survey',
    language: 'en_US',
    category: 'UTILITY',
    components: [
      { type: 'BODY', text: 'How was your visit? It takes a minute.' },
      {
        type: 'BUTTONS',
        buttons: [{ type: 'FLOW', text: 'Answer', flow_id: '770011', navigate_screen: 'START' }],
      },
    ],
  },
  {
    name: 'call_us',
    language: 'en_US',
    category: 'UTILITY',
    components: [
      { type: 'BODY', text: 'You can call us on WhatsApp about your claim.' },
      { type: 'BUTTONS', buttons: [{ type: 'VOICE_CALL', text: 'Call now' }] },
    ],
  },
  {
    name: 'login_code',
    language: 'en_US',
    category: 'AUTHENTICATION',
    components: [
      { type: 'BODY', add_security_recommendation: true },
      { type: 'FOOTER', code_expiration_minutes: 10 },
      { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE', text: 'Copy code' }] },
    ],
  },
];
