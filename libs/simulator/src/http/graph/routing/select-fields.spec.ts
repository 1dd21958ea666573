import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { GraphUnderTest } from '../../../spec-support/graph-under-test.js';

let test: GraphUnderTest;
let ids: Readonly<Record<'phone' | 'waba' | 'template' | 'flow' | 'code', string>>;

const SPEC = { creative_features_spec: { image_touch_ups: { enroll_status: 'OPT_IN' } } };

beforeEach(async () => {
  test = await GraphUnderTest.start({ speed: 0, startAt: new Date('2026-11-29T10:00:00Z') });
  const { phone, waba } = test;
  const template = await test.call('POST', `${waba}/message_templates`, {
    name: 'fields',
    language: 'pt_BR',
    category: 'MARKETING',
    components: [{ type: 'BODY', text: 'Spring is here.' }],
    degrees_of_freedom_spec: SPEC,
  });
  const flow = await test.call('POST', `${waba}/flows`, {
    name: 'fields',
    categories: ['OTHER'],
    flow_json: JSON.stringify({
      version: '7.2',
      data_api_version: '3.0',
      routing_model: { START: [] },
      screens: [
        {
          id: 'START',
          title: 'Start',
          terminal: true,
          data: {},
          layout: {
            type: 'SingleColumnLayout',
            children: [
              { type: 'Footer', label: 'Done', 'on-click-action': { name: 'complete', payload: {} } },
            ],
          },
        },
      ],
    }),
  });
  const code = await test.call('POST', `${phone}/message_qrdls`, { prefilled_message: 'Hi' });
  ids = {
    phone,
    waba,
    template: String(template['id']),
    flow: String(flow['id']),
    code: String(code['code']),
  };
});

afterEach(() => test.stop());

/** A call whose path names ids: `{phone}/settings?fields=calling`. */
async function read(path: string): Promise<Record<string, unknown>> {
  const { status, ...answer } = await test.call(
    'GET',
    path.replace(/\{(\w+)\}(?=[/?])/g, (_all, name: keyof typeof ids) => ids[name]),
  );
  return answer['error'] === undefined ? answer : { status, error: answer['error'] };
}

const page = (...data: unknown[]) => ({ data, paging: { cursors: expect.any(Object) } });

describe('A known field may be asked for', () => {
  it.each<[string, object]>([
    [
      '{template}/?fields=degrees_of_freedom_spec,language',
      { degrees_of_freedom_spec: SPEC, language: 'pt_BR' },
    ],
    ['{template}/?fields=display_format,ad_id,sub_category', {}],
    [
      '{flow}/?fields=updated_at,json_version,data_api_version,validation_errors',
      {
        updated_at: '2026-11-29T10:00:00+0000',
        json_version: '7.2',
        data_api_version: '3.0',
        validation_errors: expect.any(Array),
      },
    ],
    ['{flow}/?fields=updated_at&date_format=U', { updated_at: Date.parse('2026-11-29T10:00:00Z') / 1000 }],
    [
      '{flow}/?fields=application{id},whatsapp_business_account{id,name},preview.invalidate(false){preview_url}',
      {
        application: { id: expect.any(String) },
        whatsapp_business_account: { id: expect.any(String), name: expect.any(String) },
        preview: { preview_url: expect.stringContaining('flow.json') },
      },
    ],
    [
      '{flow}/?fields=metric.name(ENDPOINT_REQUEST_COUNT).granularity(DAY).since(2026-01-01).until(2026-02-01)',
      { metric: { name: 'ENDPOINT_REQUEST_COUNT', granularity: 'DAY', data_points: [] } },
    ],
    [
      '{flow}/?fields=health_status{can_send_message},assets{name}',
      { health_status: { can_send_message: 'AVAILABLE' }, assets: page({ name: 'flow.json' }) },
    ],
    [
      '{waba}/?fields=disable_marketing_messages_on_cloud_api,creation_time,owner_business{name}',
      { disable_marketing_messages_on_cloud_api: false, owner_business: { name: 'Simulated Business' } },
    ],
    [
      '{waba}/?fields=subscribed_apps,message_templates.limit(1){name,status},flows{name}',
      {
        subscribed_apps: page({ whatsapp_business_api_data: expect.objectContaining({ name: 'app' }) }),
        message_templates: {
          data: [{ id: expect.any(String), name: expect.any(String), status: expect.any(String) }],
          paging: {
            cursors: expect.any(Object),
            next: expect.stringContaining('/message_templates?limit=1&after='),
          },
        },
        flows: page({ id: expect.any(String), name: 'fields' }),
      },
    ],
    [
      '{waba}/?fields=phone_numbers{verified_name,whatsapp_commerce_settings{is_cart_enabled},throughput{level}}',
      {
        phone_numbers: page({
          id: expect.any(String),
          verified_name: 'Simulated Business',
          whatsapp_commerce_settings: { data: [{ id: expect.any(String), is_cart_enabled: true }] },
          throughput: { level: 'STANDARD' },
        }),
      },
    ],
    [
      '{phone}/?fields=health_status{can_send_message,entities{entity_type}},verified_name.as(name)',
      {
        health_status: {
          can_send_message: 'AVAILABLE',
          entities: ['PHONE_NUMBER', 'WABA', 'BUSINESS', 'APP'].map((entity_type) => ({ entity_type })),
        },
        name: 'Simulated Business',
      },
    ],
    [
      '{phone}/?fields=message_qrdls.limit(1){qr_image_url.format(PNG)}',
      { message_qrdls: page({ code: expect.any(String), qr_image_url: expect.stringMatching(/\.png$/) }) },
    ],
  ])('%s', async (path, shown) => {
    expect(await read(path)).toEqual({ id: expect.any(String), ...shown });
  });

  it.each<[string, object]>([
    [
      '{phone}/message_qrdls?fields=code,qr_image_url.format(SVG)',
      page({ code: expect.any(String), qr_image_url: expect.stringMatching(/\.svg$/) }),
    ],
    ['{phone}/message_qrdls?code=NONE', { data: [] }],
    ['{phone}/settings?fields=calling{status},user_identity_change', { calling: { status: 'enabled' } }],
    [
      '{phone}/whatsapp_commerce_settings?fields=is_cart_enabled',
      { data: [{ id: expect.any(String), is_cart_enabled: true }] },
    ],
    [
      '{phone}/whatsapp_business_profile?fields=about,websites',
      { data: [{ about: expect.any(String), messaging_product: 'whatsapp' }] },
    ],
    [
      '{waba}/message_templates?fields=name&name=fields&summary=total_count,message_template_count,message_template_limit,are_translations_complete',
      {
        ...page({ id: expect.any(String), name: 'fields' }),
        summary: {
          total_count: 1,
          message_template_count: expect.any(Number),
          message_template_limit: expect.any(Number),
          are_translations_complete: false,
        },
      },
    ],
    [
      '{waba}/flows?fields=json_version&summary=true',
      { ...page({ id: expect.any(String), json_version: '7.2' }), summary: { total_count: 1 } },
    ],
  ])('%s', async (path, answer) => {
    expect(await read(path)).toEqual(answer);
  });

  it('as where the webhooks of a number go', async () => {
    const configuration = () => read('{phone}/?fields=webhook_configuration');
    expect(await configuration()).toEqual({
      id: ids.phone,
      webhook_configuration: { application: test.hooks.url },
    });
    const own = `${test.hooks.url}?of=number`;
    const webhook_configuration = { override_callback_uri: own, verify_token: 't' };
    await test.call('POST', ids.phone, { webhook_configuration });
    await test.call('POST', `${ids.waba}/subscribed_apps`, {
      override_callback_uri: test.hooks.url,
      verify_token: 't',
    });
    expect(await configuration()).toMatchObject({
      webhook_configuration: {
        application: test.hooks.url,
        whatsapp_business_account: test.hooks.url,
        phone_number: own,
      },
    });
  });

  it('of the app, the business, and the groups of a number', async () => {
    const { app, phone } = test;
    expect(await read('app?fields=name')).toEqual({ id: app, name: 'app' });
    expect(await read(`${app}?fields=id`)).toEqual({ id: app });
    expect(await read('506914307656634')).toEqual({ id: '506914307656634', name: 'Simulated Business' });
    await test.call('POST', `${phone}/groups`, { messaging_product: 'whatsapp', subject: 'Chess' });
    expect(await read(`${phone}/groups?fields=subject`)).toMatchObject({
      data: { groups: [{ id: expect.any(String), subject: 'Chess' }] },
    });
    expect(await read(`${phone}/groups?fields=colour`)).toMatchObject({ status: 400, error: { code: 100 } });
  });

  it('as what keeps marketing to its own endpoint', async () => {
    await test.call('POST', ids.waba, { disable_marketing_messages_on_cloud_api: true });
    expect(await read('{waba}/?fields=disable_marketing_messages_on_cloud_api')).toMatchObject({
      disable_marketing_messages_on_cloud_api: true,
    });
  });
});

describe('A field that does not exist is refused', () => {
  it.each([
    ['{template}/?fields=colour', 'colour'],
    ['{flow}/?fields=constructor', 'constructor'],
    ['{phone}/?fields=id,toString', 'toString'],
    ['{waba}/?fields=phone_numbers{colour}', 'colour'],
    ['{waba}/subscribed_apps?fields=colour', 'colour'],
    ['{flow}/assets?fields=colour', 'colour'],
    ['{waba}/?fields=message_templates.limit(1){name,colour}', 'colour'],
    ['{phone}/message_qrdls?fields=colour', 'colour'],
    ['{phone}/settings?fields=colour', 'colour'],
    ['{phone}/whatsapp_commerce_settings?fields=colour', 'colour'],
    ['{phone}/whatsapp_business_profile?fields=colour', 'colour'],
    ['{waba}/message_templates?summary=colour', 'colour'],
    ['{waba}/message_templates?name=nobody&fields=colour', 'colour'],
    ['506914307656634/client_whatsapp_business_accounts?fields=colour', 'colour'],
    ['506914307656634?fields=colour', 'colour'],
    ['app?fields=colour', 'colour'],
  ])('%s', async (path, name) => {
    expect(await read(path)).toMatchObject({
      status: 400,
      error: { code: 100, message: expect.stringContaining(`(${name})`) },
    });
  });

  it.each([
    ['-1', 'non-negative'],
    ['1.5', 'an integer'],
    ['few', 'an integer'],
  ])('so is a limit of %s, and one of 0 leaves the summary', async (limit, expected) => {
    expect(await read(`{waba}/message_templates?limit=${limit}`)).toMatchObject({
      status: 400,
      error: { code: 100, message: `(#100) param limit must be ${expected}.` },
    });
    expect(await read('{waba}/message_templates?limit=0&summary=total_count')).toMatchObject({
      data: [],
      summary: { total_count: expect.any(Number) },
    });
  });

  it.each([
    '{flow}/?fields=metric',
    '{flow}/?fields=metric.name(COLOUR)',
    '{phone}/message_qrdls?fields=qr_image_url.format(GIF)',
  ])('so is a figure or a format: %s', async (path) => {
    expect(await read(path)).toMatchObject({ status: 400, error: { code: 100 } });
  });
});
