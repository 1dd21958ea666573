/** A body of the On-Premises API, and the Cloud API message that it stands for. */
export interface OnPremisesCase {
  readonly name: string;
  readonly old: Record<string, unknown>;
  /** Without `messaging_product` and `to`. */
  readonly cloud: Record<string, unknown>;
  /** `code path` of each. */
  readonly notes?: readonly string[];
  readonly warnings?: readonly string[];
}

const media = 'https://files.example.org/a';
const button = { type: 'reply', reply: { id: 'y', title: 'Yes' } };
const reply = { type: 'button', body: { text: 'Well?' }, action: { buttons: [button] } };
const flow = {
  type: 'flow',
  body: { text: 'Book' },
  action: {
    name: 'flow',
    parameters: { flow_message_version: '3', flow_token: 't', flow_id: '7', flow_cta: 'Go' },
  },
};
const catalog = {
  type: 'catalog_message',
  body: { text: 'See all' },
  action: { name: 'catalog_message', parameters: { thumbnail_product_retailer_id: 'p1' } },
};
const product = { type: 'product', action: { catalog_id: '9', product_retailer_id: 'p1' } };
const list = {
  type: 'list',
  body: { text: 'Pick' },
  action: { button: 'Open', sections: [{ title: 'A', rows: [{ id: '1', title: 'One' }] }] },
};
const place = { latitude: 47.1, longitude: 8.5, name: 'Depot', address: 'Quay 3' };
const sections = [{ title: 'Oil', product_items: [{ product_retailer_id: 'p1' }] }];
const same = (content: Record<string, unknown>): Pick<OnPremisesCase, 'old' | 'cloud'> => ({
  old: content,
  cloud: content,
});

/** All kinds of body that the On-Premises reference describes, in values of our own. */
export const onPremisesCases: readonly OnPremisesCase[] = [
  { name: 'a text', ...same({ type: 'text', text: { body: 'Hi' } }) },
  {
    name: 'a text without type',
    old: { text: { body: 'Hi' } },
    cloud: { type: 'text', text: { body: 'Hi' } },
    notes: ['type-added type'],
  },
  {
    name: 'a text to an individual',
    ...same({ recipient_type: 'individual', type: 'text', text: { body: 'Hi' } }),
  },
  {
    name: 'a text to a number that is complete',
    old: { to: '+16505551234', type: 'text', text: { body: 'Hi' } },
    cloud: { type: 'text', text: { body: 'Hi' } },
  },
  {
    name: 'preview_url beside the text',
    old: { type: 'text', preview_url: true, text: { body: `See ${media}` } },
    cloud: { type: 'text', text: { preview_url: true, body: `See ${media}` } },
    notes: ['preview-url-moved preview_url'],
  },
  {
    name: 'preview_url in both places, where the text knows best',
    old: { type: 'text', preview_url: true, text: { body: 'Hi', preview_url: false } },
    cloud: { type: 'text', text: { body: 'Hi', preview_url: false } },
    notes: ['preview-url-moved preview_url'],
  },
  {
    name: 'preview_url beside something else than a text',
    old: { type: 'image', preview_url: false, image: { link: media } },
    cloud: { type: 'image', image: { link: media } },
    notes: ['preview-url-moved preview_url'],
  },
  ...['image', 'video', 'audio', 'document', 'sticker'].flatMap((kind): OnPremisesCase[] => [
    { name: `${kind} by link`, ...same({ type: kind, [kind]: { link: media } }) },
    {
      name: `${kind} by id`,
      ...same({ type: kind, [kind]: { id: '10138596' } }),
      notes: [`media-id-kept ${kind}.id`],
    },
    {
      name: `${kind} with an id of the old API`,
      ...same({ type: kind, [kind]: { id: '1b7e30f8-22c4-4c9e' } }),
      warnings: [`media-id-suspect ${kind}.id`],
    },
    {
      name: `${kind} with a provider`,
      old: { type: kind, [kind]: { link: media, provider: { name: 'store' } } },
      cloud: { type: kind, [kind]: { link: media } },
      warnings: [`provider-dropped ${kind}.provider`],
    },
  ]),
  {
    name: 'a document with caption and filename, and a provider as text and in the link',
    old: {
      type: 'document',
      document: { link: `store/${media}`, provider: 'store', caption: 'Bill', filename: 'b.pdf' },
    },
    cloud: { type: 'document', document: { link: media, caption: 'Bill', filename: 'b.pdf' } },
    warnings: ['provider-dropped document.provider'],
  },
  {
    name: 'a link that names its provider',
    old: { type: 'image', image: { link: `store/${media}` } },
    cloud: { type: 'image', image: { link: media } },
    warnings: ['provider-dropped image.link'],
  },
  { name: 'a location', ...same({ type: 'location', location: place }) },
  {
    name: 'contacts with wa-id',
    old: {
      type: 'contacts',
      contacts: [
        {
          name: { formatted_name: 'Desk', first_name: 'Desk' },
          phones: [{ phone: '+41790000000', type: 'MAIN', 'wa-id': '41790000000' }, { phone: '1' }],
        },
        { name: { formatted_name: 'None', first_name: 'None' } },
      ],
    },
    cloud: {
      type: 'contacts',
      contacts: [
        {
          name: { formatted_name: 'Desk', first_name: 'Desk' },
          phones: [{ phone: '+41790000000', type: 'MAIN', wa_id: '41790000000' }, { phone: '1' }],
        },
        { name: { formatted_name: 'None', first_name: 'None' } },
      ],
    },
    notes: ['field-renamed contacts[0].phones[0]["wa-id"]'],
  },
  { name: 'a list', ...same({ type: 'interactive', interactive: list }) },
  { name: 'reply buttons', ...same({ type: 'interactive', interactive: reply }) },
  {
    name: 'reply buttons with a picture from a provider',
    old: {
      type: 'interactive',
      interactive: {
        ...reply,
        header: { type: 'image', image: { link: media, provider: { name: 'store' } } },
      },
    },
    cloud: {
      type: 'interactive',
      interactive: { ...reply, header: { type: 'image', image: { link: media } } },
    },
    warnings: ['provider-dropped interactive.header.image.provider'],
  },
  { name: 'a product', ...same({ type: 'interactive', interactive: product }) },
  {
    name: 'a product list with Header and " _id"',
    old: {
      type: 'interactive',
      interactive: {
        type: 'product_list',
        Header: { type: 'text', text: 'Parts' },
        body: { text: 'For you' },
        action: { ' _id': '9', sections },
      },
    },
    cloud: {
      type: 'interactive',
      interactive: {
        type: 'product_list',
        header: { type: 'text', text: 'Parts' },
        body: { text: 'For you' },
        action: { catalog_id: '9', sections },
      },
    },
    notes: ['field-renamed interactive.Header', 'field-renamed interactive.action[" _id"]'],
  },
  {
    name: 'a misspelt name beside the right one, which stays',
    old: { type: 'interactive', interactive: { ...product, action: { ' _id': '1', ...product.action } } },
    cloud: { type: 'interactive', interactive: product },
    notes: ['field-renamed interactive.action[" _id"]'],
  },
  { name: 'a catalog', ...same({ type: 'interactive', interactive: catalog }) },
  { name: 'a flow', ...same({ type: 'interactive', interactive: flow }) },
  {
    name: 'a template with namespace and policy',
    old: {
      type: 'template',
      template: {
        namespace: 'n_1',
        name: 'ready',
        language: { policy: 'deterministic', code: 'en' },
        components: [
          {
            type: 'header',
            parameters: [{ type: 'image', image: { link: media, provider: { name: 's' } } }],
          },
          { type: 'body', parameters: [{ type: 'text', text: 'Ana' }] },
          {
            type: 'button',
            sub_type: 'quick_reply',
            index: 0,
            parameters: [{ type: 'payload', payload: 'p' }],
          },
        ],
      },
    },
    cloud: {
      type: 'template',
      template: {
        name: 'ready',
        language: { code: 'en' },
        components: [
          { type: 'header', parameters: [{ type: 'image', image: { link: media } }] },
          { type: 'body', parameters: [{ type: 'text', text: 'Ana' }] },
          {
            type: 'button',
            sub_type: 'quick_reply',
            index: 0,
            parameters: [{ type: 'payload', payload: 'p' }],
          },
        ],
      },
    },
    notes: ['namespace-dropped template.namespace', 'language-policy-dropped template.language.policy'],
    warnings: ['provider-dropped template.components[0].parameters[0].image.provider'],
  },
  {
    name: 'a template with a fallback language',
    old: { type: 'template', template: { name: 'ready', language: { policy: 'fallback', code: 'de' } } },
    cloud: { type: 'template', template: { name: 'ready', language: { code: 'de' } } },
    warnings: ['language-fallback-dropped template.language.policy'],
  },
  {
    name: 'an hsm with text, currency and date',
    old: {
      type: 'hsm',
      hsm: {
        namespace: 'n_1',
        element_name: 'due',
        language: { policy: 'deterministic', code: 'pt_BR' },
        localizable_params: [
          { default: 'Ana' },
          { default: 'R$ 7', currency: { currency_code: 'BRL', amount_1000: 7000 } },
          { default: '2 May', date_time: { component: { month: 5, day_of_month: 2 } } },
          { default: '3 May', date_time: { unix_epoch: { timestamp: 1790000000 } } },
        ],
      },
    },
    cloud: {
      type: 'template',
      template: {
        name: 'due',
        language: { code: 'pt_BR' },
        components: [
          {
            type: 'body',
            parameters: [
              { type: 'text', text: 'Ana' },
              { type: 'currency', currency: { fallback_value: 'R$ 7', code: 'BRL', amount_1000: 7000 } },
              { type: 'date_time', date_time: { fallback_value: '2 May' } },
              { type: 'date_time', date_time: { fallback_value: '3 May' } },
            ],
          },
        ],
      },
    },
    notes: [
      'hsm-to-template hsm',
      'namespace-dropped hsm.namespace',
      'language-policy-dropped hsm.language.policy',
    ],
  },
  {
    name: 'an hsm without type and parameters, in a fallback language',
    old: { hsm: { element_name: 'hello', language: { policy: 'fallback', code: 'en' } } },
    cloud: { type: 'template', template: { name: 'hello', language: { code: 'en' } } },
    notes: ['hsm-to-template hsm'],
    warnings: ['language-fallback-dropped hsm.language.policy'],
  },
  {
    name: 'a message with a lifetime',
    old: { type: 'text', ttl: { message: { seconds: 60 } }, text: { body: 'Hi' } },
    cloud: { type: 'text', text: { body: 'Hi' } },
    warnings: ['ttl-dropped ttl'],
  },
  {
    name: 'a quote of a message of the Cloud API',
    ...same({ type: 'text', text: { body: 'Hi' }, context: { message_id: 'wamid.A' } }),
  },
];
