import { person, type MessageExamples } from './message-example.js';

const catalog = '876543210987654';

export const commerceExamples: MessageExamples = {
  product: {
    summary: 'Interactive: one product',
    value: {
      to: person,
      type: 'interactive',
      interactive: {
        type: 'product',
        body: { text: 'Back in stock' },
        action: { catalog_id: catalog, product_retailer_id: 'lamp-01' },
      },
    },
  },
  productList: {
    summary: 'Interactive: several products',
    value: {
      to: person,
      type: 'interactive',
      interactive: {
        type: 'product_list',
        header: { type: 'text', text: 'Lamps' },
        body: { text: 'What you looked at' },
        action: {
          catalog_id: catalog,
          sections: [
            {
              title: 'For the desk',
              product_items: [{ product_retailer_id: 'lamp-01' }, { product_retailer_id: 'lamp-02' }],
            },
          ],
        },
      },
    },
  },
  catalog: {
    summary: 'Interactive: the whole catalogue',
    value: {
      to: person,
      type: 'interactive',
      interactive: {
        type: 'catalog_message',
        body: { text: 'Everything that we make' },
        action: { name: 'catalog_message', parameters: { thumbnail_product_retailer_id: 'lamp-01' } },
      },
    },
  },
  productCarousel: {
    summary: 'Interactive: carousel with products',
    value: {
      to: person,
      type: 'interactive',
      interactive: {
        type: 'carousel',
        body: { text: 'Chosen for you' },
        action: {
          cards: [
            {
              card_index: 0,
              type: 'product',
              action: { catalog_id: catalog, product_retailer_id: 'lamp-01' },
            },
            {
              card_index: 1,
              type: 'product',
              action: { catalog_id: catalog, product_retailer_id: 'lamp-02' },
            },
          ],
        },
      },
    },
  },
  orderDetails: {
    summary: 'Interactive: order to pay (Brazil)',
    value: {
      to: '+5511987654321',
      type: 'interactive',
      interactive: {
        type: 'order_details',
        body: { text: 'Your order' },
        action: {
          name: 'review_and_pay',
          parameters: {
            reference_id: 'order-1007',
            type: 'digital-goods',
            payment_type: 'br',
            payment_settings: [
              { type: 'payment_link', payment_link: { uri: 'https://www.example.com/pay/1007' } },
            ],
            currency: 'BRL',
            total_amount: { value: 9900, offset: 100 },
            order: {
              status: 'pending',
              items: [
                {
                  retailer_id: 'course-01',
                  name: 'Evening course',
                  amount: { value: 9900, offset: 100 },
                  quantity: 1,
                },
              ],
              subtotal: { value: 9900, offset: 100 },
              tax: { value: 0, offset: 100 },
            },
          },
        },
      },
    },
  },
  orderStatus: {
    summary: 'Interactive: state of an order (Brazil)',
    value: {
      to: '+5511987654321',
      type: 'interactive',
      interactive: {
        type: 'order_status',
        body: { text: 'Your order is on its way' },
        action: {
          name: 'review_order',
          parameters: { reference_id: 'order-1007', order: { status: 'shipped' } },
        },
      },
    },
  },
};
