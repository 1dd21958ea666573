import { expect } from '@jest/globals';
import { fromOnPremises } from 'nestjs-whatsapp';
import type { SeedBench } from './seed-bench.js';
import type { BeyondTests, SeedRule } from './seed-rule.js';

const to = '16505551234';
const link = 'https://files.example.org/a.jpg';
const body = { text: 'Which?' };

/** Translates an old body and sends it; gives back what went to Meta. */
async function translated(bench: SeedBench, old: object): Promise<Record<string, unknown>> {
  return bench.sent({ ...fromOnPremises({ to, ...old }).message });
}

/** The losses that the translation reports. */
const warningsOf = (old: object): string[] => fromOnPremises({ to, ...old }).warnings.map(({ code }) => code);

/** The statements of the page on the On-Premises API that stand on the pages which the project was begun with. */
export const onPremisesRules: readonly SeedRule[] = [
  {
    at: [
      '| *(absent)* `messaging_product` |',
      '| `recipient_type:"individual"` |',
      '| `to: "<whatsapp-id>"` |',
    ],
    says: 'messaging_product is added, individual is kept, and digits get their +',
    test: async (bench) => {
      const sent = await translated(bench, { recipient_type: 'individual', text: { body: 'Hi' } });
      expect(sent).toMatchObject({
        messaging_product: 'whatsapp',
        recipient_type: 'individual',
        to: '+16505551234',
      });
    },
  },
  {
    at: ['| `to: "<whatsapp-id>"` |'],
    says: 'a number with its + stays, and an old group is refused by name',
    test: async (bench) => {
      expect(await translated(bench, { to: '+1 650 555 1234', text: { body: 'Hi' } })).toMatchObject({
        to: '+16505551234',
      });
      expect(() => fromOnPremises({ to: '16505551234-1514764800', text: { body: 'Hi' } })).toThrow(/group/);
    },
  },
  {
    at: ['| `type` omitted |', '| `preview_url` (top level, on-prem only) |'],
    says: 'a body without type is a text, and preview_url moves into it',
    test: async (bench) => {
      expect(await translated(bench, { preview_url: true, text: { body: link } })).toMatchObject({
        type: 'text',
        text: { body: link, preview_url: true },
      });
    },
  },
  {
    at: [
      '| `….link` |',
      '| `….provider.name` / `provider` string |',
      '| `interactive.header.image.provider` |',
    ],
    says: 'a provider is dropped with a warning, in messages and in headers',
    test: async (bench) => {
      const image = { link, provider: { name: 'ours' } };
      expect(await translated(bench, { type: 'image', image })).toMatchObject({ image: { link } });
      expect(warningsOf({ type: 'image', image })).toEqual(['provider-dropped']);
      const prefixed = { link: `ours/${link}` };
      expect(await translated(bench, { type: 'image', image: prefixed })).toMatchObject({ image: { link } });
      const interactive = {
        type: 'button',
        header: { type: 'image', image },
        body,
        action: { buttons: [{ type: 'reply', reply: { id: 'a', title: 'A' } }] },
      };
      expect(await translated(bench, { type: 'interactive', interactive })).toMatchObject({
        interactive: { header: { image: { link } } },
      });
      expect(warningsOf({ type: 'interactive', interactive })).toEqual(['provider-dropped']);
    },
  },
  {
    at: ['| `….caption`, `document.filename` |', '| `sticker` |'],
    says: 'captions and file names stay, and stickers are sent as they are',
    test: async (bench) => {
      const document = { link, filename: 'a.pdf', caption: 'A' };
      expect(await translated(bench, { type: 'document', document })).toMatchObject({ document });
      expect(await translated(bench, { type: 'sticker', sticker: { link } })).toMatchObject({
        sticker: { link },
      });
    },
  },
  {
    at: ['| `location.*` |', '| `contacts[]` | array;', '| `contacts[].phones[].type:"MAIN"`'],
    says: 'locations stay, and wa-id becomes wa_id whatever the type of the phone is',
    test: async (bench) => {
      const location = { latitude: 47.1, longitude: 8.5, name: 'Depot', address: 'Quay 3' };
      expect(await translated(bench, { type: 'location', location })).toMatchObject({ location });
      const name = { formatted_name: 'A', first_name: 'A' };
      const contacts = [{ name, phones: [{ phone: '+1', type: 'MAIN', 'wa-id': '1' }] }];
      expect(await translated(bench, { type: 'contacts', contacts })).toMatchObject({
        contacts: [{ phones: [{ phone: '+1', type: 'MAIN', wa_id: '1' }] }],
      });
    },
  },
  {
    at: ['| `hsm{namespace, element_name', '[memory for inner names of `localizable_params`'],
    says: 'an hsm is the template of its name, its parameters the body’s',
    test: async (bench) => {
      const hsm = {
        namespace: 'ns_1',
        element_name: 'order_ready',
        language: { policy: 'deterministic', code: 'en' },
        localizable_params: [{ default: '42' }],
      };
      expect(await translated(bench, { type: 'hsm', hsm })).toMatchObject({
        type: 'template',
        template: {
          name: 'order_ready',
          language: { code: 'en' },
          components: [{ type: 'body', parameters: [{ type: 'text', text: '42' }] }],
        },
      });
    },
  },
  {
    at: [
      '| `template.namespace` |',
      '| `template.name`, `.components` |',
      '| `language.policy:"deterministic"` |',
      '| `components[].index` |',
    ],
    says: 'a template loses its namespace and policy and nothing else; another policy is warned of',
    test: async (bench) => {
      const components = [
        {
          type: 'button',
          sub_type: 'quick_reply',
          index: 0,
          parameters: [{ type: 'payload', payload: 'a' }],
        },
      ];
      const template = (policy: string) => ({
        type: 'template',
        template: { namespace: 'ns_1', name: 'a', language: { policy, code: 'en' }, components },
      });
      const sent = await translated(bench, template('deterministic'));
      expect(sent['template']).toMatchObject({ name: 'a', language: { code: 'en' } });
      expect(Object.keys(Object(sent['template']))).not.toContain('namespace');
      expect(JSON.stringify(sent)).toMatch(/"index":"?0"?/);
      expect(warningsOf(template('fallback'))).toEqual(['language-fallback-dropped']);
    },
  },
  {
    at: [
      '| `interactive.*` |',
      '| `interactive.Header` (capital H)',
      '| `interactive.action." _id"` in a sample |',
      '| flow: `flow_token` etc. |',
    ],
    says: 'interactive messages stay, with the misspelt names of old samples put right',
    test: async (bench) => {
      const product = { product_retailer_id: 'p1' };
      const old = { type: 'product_list', Header: { type: 'text', text: 'H' }, body };
      const sections = [{ title: 'Oil', product_items: [product] }];
      const sent = await translated(bench, {
        type: 'interactive',
        interactive: { ...old, action: { ' _id': '9', sections } },
      });
      expect(sent).toMatchObject({
        interactive: { header: { type: 'text', text: 'H' }, action: { catalog_id: '9', sections } },
      });
      const parameters = { flow_message_version: '3', flow_token: 't', flow_id: '7', flow_cta: 'Go' };
      const flow = { type: 'flow', body, action: { name: 'flow', parameters } };
      expect(await translated(bench, { type: 'interactive', interactive: flow })).toMatchObject({
        interactive: { action: { parameters: { flow_token: 't' } } },
      });
    },
  },
  {
    at: ['| `ttl` (top level) |'],
    says: 'a time-to-live of a message is dropped with a warning',
    test: async (bench) => {
      const old = { ttl: { message: { seconds: 3600 } }, text: { body: 'Hi' } };
      expect(await translated(bench, old)).not.toHaveProperty('ttl');
      expect(warningsOf(old)).toEqual(['ttl-dropped']);
    },
  },
  {
    at: ['| Media upload |'],
    says: 'a media id of the old installation is warned of',
    test: () => {
      expect(warningsOf({ type: 'image', image: { id: 'f043afd0-f0ae-4b9c-ab3d' } })).toEqual([
        'media-id-suspect',
      ]);
    },
  },
];

export const onPremisesBeyondTests: BeyondTests = {
  'Tags as in `messages.md`': 'explains the marks of the page',
  'Status: the On-Premises API was announced': 'is about the retired API',
  '| URL | `POST https://<own host>':
    'is about the retired API; the sample app’s address: test/e2e/sample-migration.spec.ts',
  '| Auth | bearer token': 'is about the retired API',
  '| `Content-Type` | `application/json`': 'is the same at both',
  '| Success body |': 'is held over HTTP: test/e2e/sample-migration.spec.ts',
  '| Held template |': 'is held over HTTP: test/e2e/sample-migration.spec.ts',
  '| Phone check |': 'is held over HTTP: test/e2e/sample-migration.spec.ts',
  '| Throughput | 70 msg/s': 'is about the retired API',
  '| Client-side queue |': 'is about the retired API',
  '| Health | `GET /v1/health`': 'is held over HTTP: test/e2e/sample-migration.spec.ts',
  '| `sent` callback |': 'is about the retired API',
  '| `context`, `biz_opaque_callback_data`': 'is held over HTTP: test/e2e/sample-migration.spec.ts',
  'Seed 003 (pre-2025 overview) lists': 'is held in the webhook rules',
};
