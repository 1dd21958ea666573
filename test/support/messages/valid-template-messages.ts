import type {
  TemplateComponent,
  WhatsAppMarketingMessage,
} from '../../../libs/whatsapp/src/messages/dto/index.js';
import { group, to, wamid, type ValidMessage } from './valid-simple-messages.js';

function template(name: string, ...components: TemplateComponent[]): ValidMessage {
  return {
    name,
    message: {
      messaging_product: 'whatsapp',
      to,
      type: 'template',
      template: { name: 'bakery_note', language: { code: 'pt_PT' }, components },
    },
  };
}

const header = (index: number): TemplateComponent[] => [
  { type: 'header', parameters: [{ type: 'image', image: { id: `99${index}` } }] },
];

/** Templates with every component, parameter and button. */
export const validTemplateMessages: readonly ValidMessage[] = [
  {
    name: 'template without components',
    message: { to, type: 'template', template: { name: 'opening_hours', language: { code: 'en' } } },
  },
  {
    name: 'template with a policy, without type',
    message: {
      to,
      template: {
        name: 'n'.repeat(512),
        language: { code: 'en_US', policy: 'deterministic' },
        components: [],
      },
    },
  },
  {
    name: 'template to a group',
    message: {
      recipient_type: 'group',
      to: group,
      type: 'template',
      template: { name: 'opening_hours', language: { code: 'en' } },
    },
  },
  {
    name: 'template that quotes',
    message: {
      to,
      context: { message_id: wamid },
      type: 'template',
      template: { name: 'opening_hours', language: { code: 'en' } },
    },
  },
  template(
    'template with text, money, date and a link',
    { type: 'header', parameters: [{ type: 'text', text: 't'.repeat(60) }] },
    {
      type: 'body',
      parameters: [
        { type: 'text', text: 'Rui' },
        { type: 'currency', currency: { fallback_value: '4,20 €', code: 'EUR', amount_1000: 4200 } },
        { type: 'date_time', date_time: { fallback_value: '24 December', month: 12, day_of_month: 24 } },
      ],
    },
    { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: 'o/17' }] },
  ),
  template('template with a long body alone', {
    type: 'body',
    parameters: [{ type: 'text', text: 'x'.repeat(32768) }],
  }),
  template('template with named parameters', {
    type: 'body',
    parameters: [
      { type: 'text', parameter_name: 'guest', text: 'Rui' },
      {
        type: 'currency',
        parameter_name: 'price',
        currency: { fallback_value: '-1 €', code: 'EUR', amount_1000: -1000 },
      },
      { type: 'date_time', parameter_name: 'day', date_time: { fallback_value: 'Friday' } },
    ],
  }),
  template(
    'template with a named header',
    { type: 'header', parameters: [{ type: 'text', parameter_name: 'shop', text: 'Bakery' }] },
    { type: 'body', parameters: [{ type: 'text', parameter_name: 'guest', text: 'Rui' }] },
  ),
  template(
    'template with a body without variables and a footer',
    { type: 'body', parameters: [] },
    { type: 'footer' },
  ),
  template('template with an image', {
    type: 'header',
    parameters: [{ type: 'image', image: { link: 'https://img.example/a.png' } }],
  }),
  template('template with a video', {
    type: 'header',
    parameters: [{ type: 'video', video: { id: '991' } }],
  }),
  template('template with a document', {
    type: 'header',
    parameters: [{ type: 'document', document: { id: '992', filename: 'invoice.pdf' } }],
  }),
  template('template with a location', {
    type: 'header',
    parameters: [
      {
        type: 'location',
        location: { latitude: '38.72', longitude: -9.13, name: 'Bakery', address: '3 Rua do Forno' },
      },
    ],
  }),
  template('template with a product', {
    type: 'header',
    parameters: [{ type: 'product', product: { catalog_id: '771', product_retailer_id: 'cake' } }],
  }),
  template(
    'template with quick replies',
    {
      type: 'button',
      sub_type: 'quick_reply',
      index: 0,
      parameters: [{ type: 'payload', payload: 'keep' }],
    },
    { type: 'button', sub_type: 'quick_reply', index: '9', parameters: [] },
    { type: 'button', sub_type: 'quick_reply', index: 2 },
  ),
  template('template with a coupon', {
    type: 'button',
    sub_type: 'copy_code',
    index: '0',
    parameters: [{ type: 'coupon_code', coupon_code: 'RYE-BREAD-FOR-LUNCH!' }],
  }),
  template('template with a catalog button', {
    type: 'button',
    sub_type: 'catalog',
    index: '0',
    parameters: [{ type: 'action', action: { thumbnail_product_retailer_id: 'cake' } }],
  }),
  template('template with a catalog button in capitals and without parameters', {
    type: 'button',
    sub_type: 'CATALOG',
    index: 0,
  }),
  template('template with a multi-product button', {
    type: 'button',
    sub_type: 'mpm',
    index: '0',
    parameters: [
      {
        type: 'action',
        action: {
          thumbnail_product_retailer_id: 'cake',
          sections: [
            { title: 'Sweet', product_items: [{ product_retailer_id: 'cake' }] },
            { title: 'Salty', product_items: [{ product_retailer_id: 'roll' }] },
          ],
        },
      },
    ],
  }),
  template('template with a flow button', {
    type: 'button',
    sub_type: 'flow',
    index: '0',
    parameters: [
      {
        type: 'action',
        action: { flow_token: 'booking-17', flow_action_data: { table: 4, constructor: { any: 'thing' } } },
      },
    ],
  }),
  template('template with a call button', {
    type: 'button',
    sub_type: 'voice_call',
    index: '0',
    parameters: [
      { type: 'ttl_minutes', ttl_minutes: 60 },
      { type: 'payload', payload: 'from-newsletter' },
    ],
  }),
  template('template with an order button', {
    type: 'button',
    sub_type: 'order_details',
    index: 0,
    parameters: [
      {
        type: 'action',
        action: {
          order_details: {
            reference_id: 'order-17',
            type: 'physical-goods',
            payment_type: 'br',
            currency: 'BRL',
            total_amount: { value: 900, offset: 100 },
            order: {
              status: 'pending',
              items: [
                { retailer_id: 'roll', name: 'Roll', amount: { value: 300, offset: 100 }, quantity: 3 },
              ],
              subtotal: { value: 900, offset: 100 },
              tax: { value: 0, offset: 100 },
            },
          },
        },
      },
    ],
  }),
  template(
    'template with a limited-time offer',
    {
      type: 'limited_time_offer',
      parameters: [
        { type: 'limited_time_offer', limited_time_offer: { expiration_time_ms: 1_893_456_000_000 } },
      ],
    },
    {
      type: 'button',
      sub_type: 'copy_code',
      index: '0',
      parameters: [{ type: 'coupon_code', coupon_code: 'RYE' }],
    },
  ),
  template('template with a carousel of media', {
    type: 'carousel',
    cards: [0, 1].map((index) => ({
      card_index: index,
      components: [
        { type: 'header' as const, parameters: [{ type: 'video' as const, video: { id: `99${index}` } }] },
        { type: 'body' as const, parameters: [{ type: 'text' as const, text: 'Loaf' }] },
        {
          type: 'button' as const,
          sub_type: 'quick_reply' as const,
          index: 0,
          parameters: [{ type: 'payload' as const, payload: `more-${index}` }],
        },
      ],
    })),
  }),
  template('template with a carousel of products', {
    type: 'carousel',
    cards: ['roll', 'cake'].map((sku, index) => ({
      card_index: index,
      components: [
        {
          type: 'header' as const,
          parameters: [
            { type: 'product' as const, product: { catalog_id: '771', product_retailer_id: sku } },
          ],
        },
      ],
    })),
  }),
  template('template with an image header and two buttons', ...header(0), {
    type: 'button',
    sub_type: 'url',
    index: 1,
    parameters: [{ type: 'text', text: '?utm=wa' }],
  }),
  template(
    'authentication template',
    { type: 'body', parameters: [{ type: 'text', text: '314159' }] },
    { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: '314159' }] },
  ),
  template('template with a tap target', {
    type: 'tap_target_configuration',
    parameters: [
      {
        type: 'tap_target_configuration',
        tap_target_configuration: [{ url: 'https://bakery.example/news', title: 'Read on' }],
      },
    ],
  }),
  template('template with an order status', {
    type: 'order_status',
    parameters: [
      {
        type: 'order_status',
        order_status: { reference_id: 'order-17', order: { status: 'completed', description: 'Enjoy' } },
      },
    ],
  }),
];

/** Messages for `/marketing_messages`. */
export const validMarketingMessages: readonly { name: string; message: WhatsAppMarketingMessage }[] = [
  {
    name: 'marketing message with the least',
    message: { to, template: { name: 'spring_rolls', language: { code: 'en' } } },
  },
  {
    name: 'strict marketing message',
    message: {
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      to,
      type: 'template',
      template: { name: 'spring_rolls', language: { code: 'en' } },
      product_policy: 'STRICT',
      message_activity_sharing: false,
    },
  },
  {
    name: 'marketing message with a GIF and fallback',
    message: {
      to,
      type: 'template',
      template: {
        name: 'spring_rolls',
        language: { code: 'en' },
        components: [{ type: 'header', parameters: [{ type: 'gif', gif: { id: '993' } }] }],
      },
      product_policy: 'CLOUD_API_FALLBACK',
      message_activity_sharing: true,
    },
  },
];

/** Read receipts. */
export const validReadReceipts = [
  { name: 'read receipt', message: { messaging_product: 'whatsapp', status: 'read', message_id: wamid } },
  {
    name: 'read receipt with typing indicator',
    message: { status: 'read', message_id: wamid, typing_indicator: { type: 'text' } },
  },
  {
    name: 'read receipt with an undefined indicator',
    message: { status: 'read', message_id: wamid, typing_indicator: undefined },
  },
] as const;
