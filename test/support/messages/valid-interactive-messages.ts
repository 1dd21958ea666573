import type { InteractiveContent, Order } from '../../../libs/whatsapp/src/messages/dto/index.js';
import { to, wamid, type ValidMessage } from './valid-simple-messages.js';

const body = { text: 'What shall it be?' };

function interactive(name: string, content: InteractiveContent): ValidMessage {
  return { name, message: { messaging_product: 'whatsapp', to, type: 'interactive', interactive: content } };
}

function reply(id: string, title: string) {
  return { type: 'reply', reply: { id, title } } as const;
}

function rows(count: number, from = 0) {
  return Array.from({ length: count }, (_, n) => ({ id: `row-${from + n}`, title: `Row ${from + n}` }));
}

function items(count: number) {
  return Array.from({ length: count }, (_, n) => ({ product_retailer_id: `sku-${n}` }));
}

function mediaCard(index: number) {
  return {
    card_index: index,
    type: 'cta_url',
    header: { type: 'image', image: { link: `https://img.example/${index}.jpg` } },
    body: { text: 'Line one\nline two\nline three' },
    action: {
      name: 'cta_url',
      parameters: { display_text: 'Look', url: `https://bakery.example/${index}` },
    },
  } as const;
}

function replyCard(index: number) {
  return {
    card_index: index,
    type: 'cta_url',
    header: { type: 'video', video: { link: `https://v.example/${index}.mp4` } },
    action: {
      buttons: [
        { type: 'quick_reply' as const, quick_reply: { id: `yes-${index}`, title: 'Yes' } },
        { type: 'quick_reply' as const, quick_reply: { id: `no-${index}`, title: 'No' } },
      ],
    },
  } as const;
}

const brl = (value: number) => ({ value, offset: 100 }) as const;

/** Two rolls for 3.00 (reduced from 4.00) each and one cake for 20.00: 26.00. */
const order: Order = {
  status: 'pending',
  items: [
    { retailer_id: 'roll', name: 'Roll', amount: brl(400), sale_amount: brl(300), quantity: 2 },
    { retailer_id: 'cake', name: 'Cake', amount: brl(2000), quantity: 1 },
  ],
  subtotal: brl(2600),
  tax: { value: 130, offset: 100, description: 'VAT' },
  shipping: { value: 500, offset: 100, description: 'Bicycle' },
  discount: { value: 230, offset: 100, description: 'Regular', discount_program_name: 'Crumbs' },
  expiration: { timestamp: '1893456000', description: 'Until New Year' },
  catalog_id: '771',
};

/** Every kind of interactive message. */
export const validInteractiveMessages: readonly ValidMessage[] = [
  interactive('reply button', { type: 'button', body, action: { buttons: [reply('one', 'One')] } }),
  interactive('three reply buttons with a text header and a footer', {
    type: 'button',
    header: { type: 'text', text: 'Breakfast' },
    body: { text: 'b'.repeat(1024) },
    footer: { text: 'f'.repeat(60) },
    action: { buttons: [reply('a'.repeat(256), 'a'.repeat(20)), reply('b c', '🥐'), reply('c', 'C')] },
  }),
  interactive('reply button with an image header', {
    type: 'button',
    header: { type: 'image', image: { id: '8801' } },
    body,
    action: { buttons: [reply('one', 'One')] },
  }),
  interactive('reply button with a video header', {
    type: 'button',
    header: { type: 'video', video: { link: 'https://v.example/oven.mp4' } },
    body,
    action: { buttons: [reply('one', 'One')] },
  }),
  interactive('reply button with a document header', {
    type: 'button',
    header: { type: 'document', document: { id: '8804', filename: 'menu.pdf' } },
    body,
    action: { buttons: [reply('one', 'One')] },
  }),
  {
    name: 'reply button that quotes, without type',
    message: {
      to,
      context: { message_id: wamid },
      interactive: { type: 'button', body, action: { buttons: [reply('one', 'One')] } },
    },
  },

  interactive('list of one section without a title', {
    type: 'list',
    body,
    action: { button: 'Choose', sections: [{ rows: rows(10) }] },
  }),
  interactive('list of ten sections with the longest texts', {
    type: 'list',
    header: { type: 'text', text: 'h'.repeat(60) },
    body: { text: 'b'.repeat(4096) },
    footer: { text: 'Closed on Mondays' },
    action: {
      button: 'b'.repeat(20),
      sections: Array.from({ length: 10 }, (_, n) => ({
        title: `${n}`.padEnd(24, 's'),
        rows: [{ id: `${n}`.padEnd(200, 'i'), title: 't'.repeat(24), description: 'd'.repeat(72) }],
      })),
    },
  }),

  interactive('link button', {
    type: 'cta_url',
    body,
    action: { name: 'cta_url', parameters: { display_text: 'Track', url: 'https://bakery.example/t/9' } },
  }),
  interactive('link button with an image header', {
    type: 'cta_url',
    header: { type: 'image', image: { link: 'https://img.example/van.jpg' } },
    body,
    footer: { text: 'No cookies' },
    action: { name: 'cta_url', parameters: { display_text: 'd'.repeat(20), url: 'http://10.1.2.3/t' } },
  }),

  interactive('flow by id', {
    type: 'flow',
    body,
    action: { name: 'flow', parameters: { flow_message_version: '3', flow_id: '5501', flow_cta: 'Book' } },
  }),
  interactive('flow by name with everything', {
    type: 'flow',
    header: { type: 'text', text: 'Table for two' },
    body,
    footer: { text: 'Takes a minute' },
    action: {
      name: 'flow',
      parameters: {
        flow_message_version: '3',
        flow_name: 'table_booking',
        flow_cta: 'c'.repeat(30),
        mode: 'draft',
        flow_token: 'booking-17',
        flow_action: 'navigate',
        flow_action_payload: {
          screen: 'WELCOME',
          data: { guests: 2, options: [{ id: 1 }], constructor: 'kept', toString: null },
        },
      },
    },
  }),
  interactive('flow with data exchange', {
    type: 'flow',
    body,
    action: {
      name: 'flow',
      parameters: {
        flow_message_version: '3',
        flow_id: '5501',
        flow_cta: 'Book',
        flow_action: 'data_exchange',
      },
    },
  }),
  interactive('flow with a payload without data', {
    type: 'flow',
    body,
    action: {
      name: 'flow',
      parameters: {
        flow_message_version: '3',
        flow_id: '5501',
        flow_cta: 'Book',
        flow_action_payload: { screen: 'LAST' },
      },
    },
  }),

  interactive('location request', {
    type: 'location_request_message',
    body: { text: 'Where do we bring it?' },
    action: { name: 'send_location' },
  }),

  interactive('address', {
    type: 'address_message',
    body,
    action: { name: 'address_message', parameters: { country: 'IN' } },
  }),
  interactive('address with values, saved addresses and errors', {
    type: 'address_message',
    header: { type: 'text', text: 'Delivery' },
    body,
    footer: { text: 'India only' },
    action: {
      name: 'address_message',
      parameters: {
        country: 'IN',
        values: { name: 'Asha', in_pin_code: '411001', city: 'Pune' },
        saved_addresses: [{ id: 'home', value: { city: 'Pune', address: '4 Mill Road' } }],
        validation_errors: { in_pin_code: 'We do not deliver there' },
      },
    },
  }),

  interactive('product', {
    type: 'product',
    action: { catalog_id: '771', product_retailer_id: 'p'.repeat(100) },
  }),
  interactive('product with body and footer', {
    type: 'product',
    body,
    footer: { text: 'Baked today' },
    action: { catalog_id: '771', product_retailer_id: 'cake' },
  }),
  interactive('product list of one section', {
    type: 'product_list',
    header: { type: 'text', text: 'Our cakes' },
    body,
    action: { catalog_id: '771', sections: [{ product_items: items(30) }] },
  }),
  interactive('product list of two sections', {
    type: 'product_list',
    header: { type: 'text', text: 'Our cakes' },
    body,
    footer: { text: 'Baked today' },
    action: {
      catalog_id: '771',
      sections: [
        { title: 'Sweet', product_items: items(15) },
        { title: 'Salty', product_items: items(15) },
      ],
    },
  }),
  interactive('catalog', {
    type: 'catalog_message',
    body,
    footer: { text: 'All of it' },
    action: { name: 'catalog_message', parameters: { thumbnail_product_retailer_id: 'cake' } },
  }),

  interactive('catalog with its first product', {
    type: 'catalog_message',
    body,
    action: { name: 'catalog_message' },
  }),
  interactive('catalog with empty parameters', {
    type: 'catalog_message',
    body,
    action: { name: 'catalog_message', parameters: {} },
  }),
  interactive('flow with signs that are no emoji in its label', {
    type: 'flow',
    body,
    action: {
      name: 'flow',
      parameters: { flow_message_version: '3', flow_id: '5501', flow_cta: '#1 * 24/7 © ® ™ → ★ é' },
    },
  }),

  interactive('call permission request', {
    type: 'call_permission_request',
    action: { name: 'call_permission_request' },
  }),
  interactive('call permission request with a body', {
    type: 'call_permission_request',
    body: { text: 'May we ring you about the wedding cake?' },
    action: { name: 'call_permission_request' },
  }),
  interactive('call button with defaults', { type: 'voice_call', body, action: { name: 'voice_call' } }),
  interactive('call button with everything', {
    type: 'voice_call',
    body,
    action: {
      name: 'voice_call',
      parameters: { display_text: 'd'.repeat(20), ttl_minutes: 43200, payload: 'p'.repeat(512) },
    },
  }),

  interactive('carousel of media cards with links', {
    type: 'carousel',
    body,
    action: { cards: [mediaCard(0), mediaCard(1)] },
  }),
  interactive('carousel of ten media cards with replies', {
    type: 'carousel',
    body,
    action: { cards: Array.from({ length: 10 }, (_, n) => replyCard(n)) },
  }),
  interactive('carousel of products', {
    type: 'carousel',
    body,
    action: {
      cards: [
        { card_index: 0, type: 'product', action: { product_retailer_id: 'roll', catalog_id: '771' } },
        { card_index: 1, type: 'product', action: { product_retailer_id: 'cake', catalog_id: '771' } },
        { card_index: 2, type: 'product', action: { product_retailer_id: 'tart', catalog_id: '771' } },
      ],
    },
  }),

  {
    name: 'contact info request',
    message: {
      recipient: 'PT.48213377001',
      type: 'interactive',
      interactive: {
        type: 'request_contact_info',
        body: { text: 'Which number may the driver ring?' },
        action: { name: 'request_contact_info' },
      },
    },
  },

  interactive('order with a payment link in Brazil', {
    type: 'order_details',
    header: { type: 'image', image: { id: '8801' } },
    body,
    footer: { text: 'Thank you' },
    action: {
      name: 'review_and_pay',
      parameters: {
        reference_id: 'r'.repeat(60),
        type: 'physical-goods',
        payment_type: 'br',
        payment_settings: [
          { type: 'payment_link', payment_link: { uri: 'https://pay.example/17' } },
          {
            type: 'pix_dynamic_code',
            pix_dynamic_code: { code: '000201', merchant_name: 'Bakery', key: '1155', key_type: 'CNPJ' },
          },
          { type: 'boleto', boleto: { digitable_line: '0339 9026' } },
          { type: 'offsite_card_pay', offsite_card_pay: { last_four_digits: '4242', credential_id: 'c-1' } },
        ],
        currency: 'BRL',
        total_amount: brl(3000),
        order,
      },
    },
  }),
  interactive('order with a payment gateway in India', {
    type: 'order_details',
    body,
    action: {
      name: 'review_and_pay',
      parameters: {
        reference_id: 'Order_17.a-b',
        type: 'digital-goods',
        payment_settings: [
          {
            type: 'payment_gateway',
            payment_gateway: { type: 'razorpay', configuration_name: 'main', razorpay: { receipt: 'r-1' } },
          },
        ],
        currency: 'INR',
        total_amount: brl(100),
        order: {
          status: 'pending',
          items: [
            {
              retailer_id: 'course',
              name: 'Sourdough course',
              amount: brl(100),
              quantity: 1,
              country_of_origin: 'India',
              importer_name: 'Bakery',
              importer_address: { address_line1: '4 Mill Road', city: 'Pune', country_code: 'IN' },
            },
          ],
          subtotal: brl(100),
          tax: brl(0),
        },
        shipping_info: { country: 'IN', addresses: [{ name: 'Asha', city: 'Pune' }] },
      },
    },
  }),
  interactive('order with UPI in India', {
    type: 'order_details',
    body,
    action: {
      name: 'review_and_pay',
      parameters: {
        reference_id: 'u'.repeat(35),
        type: 'digital-goods',
        payment_type: 'upi',
        payment_configuration: 'bakery-upi',
        payment_settings: [
          { type: 'upi_intent_link', upi_intent_link: { link: 'upi://pay?pa=bakery@upi&tr=order-17' } },
        ],
        currency: 'INR',
        total_amount: brl(250),
        order: {
          status: 'pending',
          items: [{ retailer_id: 'tart', name: 'Tart', amount: brl(125), quantity: 2 }],
          subtotal: brl(250),
          tax: brl(0),
        },
      },
    },
  }),
  interactive('order status', {
    type: 'order_status',
    body: { text: 'On its way' },
    action: {
      name: 'review_order',
      parameters: { reference_id: 'order-17', order: { status: 'shipped', description: 'd'.repeat(120) } },
    },
  }),
  interactive('order status with a payment, in both spellings', {
    type: 'order_status',
    body: { text: 'Half of it is on its way' },
    footer: { text: 'The rest tomorrow' },
    action: {
      name: 'review_order',
      parameters: {
        reference_id: 'order-17',
        order: { status: 'partially-shipped' },
        payment: { status: 'captured', timestamp: 1_790_000_000 },
      },
    },
  }),
];
