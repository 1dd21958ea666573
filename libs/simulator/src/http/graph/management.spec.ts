import {
  createDecipheriv,
  createCipheriv,
  generateKeyPairSync,
  privateDecrypt,
  constants,
} from 'node:crypto';
import { createServer } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { WebhookReceiver } from '../../spec-support/webhook-receiver.js';
import { GraphUnderTest, ok } from '../../spec-support/graph-under-test.js';
import type { WhatsAppSimulatorOptions } from '../../simulator-options.js';

const ANA = '16505551234';
const DAY = 24 * 60 * 60 * 1000;
const SUCCESS = { success: true };
const cleanUp: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const stop of cleanUp.splice(0)) await stop();
});

async function start(options: WhatsAppSimulatorOptions = {}) {
  const test = await GraphUnderTest.start(options);
  cleanUp.push(() => test.stop());
  const { simulator, hooks, phone, waba } = test;
  const call: GraphUnderTest['call'] = (method, path, body) => test.call(method, path, body);
  const told: GraphUnderTest['told'] = (field) => test.told(field);
  return { simulator, hooks, call, told, phone, waba };
}

const refused = (code: number) => expect.objectContaining({ error: expect.objectContaining({ code }) });

const example = { body_text: [['Ana']] };
const note = {
  name: 'shipping_note',
  language: 'en_US',
  category: 'UTILITY',
  components: [{ type: 'BODY', text: 'Hello {{1}}, your parcel is on its way.', example }],
};

describe('templates', () => {
  it('are created, reviewed, listed, sent, edited and deleted', async () => {
    const { simulator, call, told, phone, waba } = await start({ rules: { templates: true } });
    const created = await call('POST', `${waba}/message_templates`, note);
    expect(created).toEqual(
      ok({ id: expect.stringMatching(/^\d+$/), status: 'PENDING', category: 'UTILITY' }),
    );
    const message = {
      messaging_product: 'whatsapp',
      to: `+${ANA}`,
      type: 'template',
      template: {
        name: note.name,
        language: { code: 'en_US' },
        components: [{ type: 'body', parameters: [{ type: 'text', text: 'Ana' }] }],
      },
    };
    expect(await call('POST', `${phone}/messages`, message)).toEqual(refused(132001));
    await simulator.advance(1000);
    expect(told('message_template_status_update')).toMatchObject([
      { event: 'APPROVED', message_template_id: Number(created['id']), message_template_name: note.name },
    ]);
    expect(await call('POST', `${phone}/messages`, message)).toMatchObject({
      messages: [{ message_status: 'accepted' }],
    });
    expect(await call('GET', `${waba}/message_templates?name=shipping&fields=name,status`)).toEqual(
      ok({ data: [{ id: created['id'], name: note.name, status: 'APPROVED' }], paging: expect.any(Object) }),
    );
    const components = [{ type: 'BODY', text: 'Dear {{1}}, your parcel is on its way.', example }];
    expect(await call('POST', String(created['id']), { components })).toMatchObject(ok({ success: true }));
    expect(await call('GET', `${String(created['id'])}?fields=status`)).toMatchObject({ status: 'PENDING' });
    await simulator.advance(1000);
    expect(await call('POST', String(created['id']), { components })).toEqual(refused(100));
    expect(await call('DELETE', `${waba}/message_templates?name=${note.name}`)).toEqual(ok(SUCCESS));
    expect(await call('GET', String(created['id']))).toEqual(refused(100));
  });

  it.each([
    ['a name in capitals', { name: 'Note' }, 131009],
    ['an unknown category', { category: 'FUN' }, 131009],
    ['a variable at the end', { components: [{ type: 'BODY', text: 'Hello {{1}}' }] }, 100],
    ['more variables than words', { components: [{ type: 'BODY', text: 'Hi {{1}} {{2}} {{3}} you' }] }, 100],
    ['no body', { components: [{ type: 'FOOTER', text: 'x' }] }, 100],
    ['a name that there is', { name: 'hello_world' }, 100],
    ['a lifetime that its category may not have', { message_send_ttl_seconds: 10 }, 100],
  ])('with %s are refused', async (_what, changes, code) => {
    const { call, waba } = await start();
    expect(await call('POST', `${waba}/message_templates`, { ...note, ...changes })).toEqual(refused(code));
  });

  it.each([
    ['name_or_content=spring', ['spring_sale']],
    ['name_or_content=parcel waits', ['pickup_point']],
    ['name=spring', ['spring_sale']],
    ['content=Spring is here', ['spring_sale']],
    ['category=["AUTHENTICATION"]', ['login_code']],
    ['status=PENDING', []],
    ['language=["de","fr"]', []],
    ['quality_score=["RED","YELLOW"]', []],
    ['quality_score=["UNKNOWN"]&name=spring', ['spring_sale']],
  ])('are found by %s', async (query, names) => {
    const { call, waba } = await start({ demo: true });
    const { data } = (await call('GET', `${waba}/message_templates?fields=name&${query}`)) as {
      data: { name: string }[];
    };
    expect(data.map(({ name }) => name)).toEqual(names);
  });

  it('come in pages, with cursors that can be followed', async () => {
    const { call, waba } = await start({ demo: true });
    const names: unknown[] = [];
    let path: string | undefined = `${waba}/message_templates?limit=5&fields=name`;
    for (let pages = 0; path !== undefined && pages < 10; pages += 1) {
      const answer = (await call('GET', path)) as { data: { name: string }[]; paging?: { next?: string } };
      names.push(...answer.data.map(({ name }) => name));
      path = answer.paging?.next?.split('/v24.0/')[1];
    }
    expect(names.length).toBeGreaterThan(15);
    expect(new Set(names).size).toBe(names.length);
    type Page = { data: { name: string }[]; paging: { next?: string; previous?: string } };
    const [first, second] = [names.slice(0, 5), names.slice(5, 10)];
    const begin = (await call('GET', `${waba}/message_templates?limit=5&fields=name`)) as unknown as Page;
    const next = (await call('GET', begin.paging.next?.split('/v24.0/')[1] ?? '')) as unknown as Page;
    const back = (await call('GET', next.paging.previous?.split('/v24.0/')[1] ?? '')) as unknown as Page;
    expect(begin.paging.previous).toBeUndefined();
    expect([begin, next, back].map(({ data }) => data.map(({ name }) => name))).toEqual([
      first,
      second,
      first,
    ]);
    expect(back.paging.previous).toBeUndefined();
    expect(await call('GET', `${waba}/message_templates?after=nonsense`)).toEqual(refused(131059));
  });
});

describe('a business number', () => {
  it('has a profile', async () => {
    const { call, phone } = await start();
    const path = `${phone}/whatsapp_business_profile`;
    const changes = { about: 'We answer', websites: ['https://example.org'], vertical: 'RETAIL' };
    expect(await call('POST', path, { messaging_product: 'whatsapp', ...changes })).toEqual(ok(SUCCESS));
    expect(await call('GET', `${path}?fields=about,websites,vertical`)).toEqual(
      ok({ data: [{ messaging_product: 'whatsapp', ...changes }] }),
    );
    expect(await call('POST', path, { messaging_product: 'whatsapp', about: 'x'.repeat(140) })).toEqual(
      refused(100),
    );
    expect(await call('POST', path, { about: 'x' })).toEqual(refused(100));
  });

  it('takes null for absent wherever it may be absent, and keeps none', async () => {
    const { call, phone, waba } = await start();
    const calls: [string, object][] = [
      [`${phone}/whatsapp_business_profile`, { messaging_product: 'whatsapp', about: null, websites: null }],
      [`${phone}/whatsapp_commerce_settings`, { is_cart_enabled: null, is_catalog_visible: true }],
      [`${phone}/settings`, { calling: { status: 'ENABLED', sip: null }, payload_encryption: null }],
      [`${phone}/conversational_automation`, { prompts: ['Hi'], commands: null }],
      [`${phone}/message_qrdls`, { prefilled_message: 'Hi', generate_qr_image: null, code: null }],
      [`${phone}/register`, { messaging_product: 'whatsapp', pin: '123456', data_localization_region: null }],
      [phone, { pin: null, new_display_name: null, webhook_configuration: null }],
      [waba, { is_enabled_for_insights: null }],
      [`${waba}/subscribed_apps`, { override_callback_uri: null, verify_token: null }],
      [
        `${waba}/flows`,
        { name: 'null', categories: ['OTHER'], flow_json: null, publish: null, endpoint_uri: null },
      ],
      [`${waba}/message_templates`, { ...note, parameter_format: null, message_send_ttl_seconds: null }],
      [`${phone}/groups`, { messaging_product: 'whatsapp', subject: 'null', description: null }],
    ];
    for (const [path, body] of calls) {
      expect([path, (await call('POST', path, body))['error']]).toEqual([path, undefined]);
    }
    expect(JSON.stringify(await call('GET', `${phone}/settings`))).not.toContain('null');
    expect(await call('GET', `${phone}/settings`)).toMatchObject({
      payload_encryption: { status: 'disabled' },
    });
    expect(await call('GET', `${phone}/whatsapp_commerce_settings`)).toMatchObject({
      data: [{ is_cart_enabled: true, is_catalog_visible: true }],
    });
    expect(await call('GET', `${phone}/whatsapp_business_profile?fields=about`)).toMatchObject({
      data: [{ about: expect.any(String) }],
    });
  });

  it('shows its profile as a field too', async () => {
    const { call, phone, waba } = await start();
    const fields = 'fields=verified_name,whatsapp_business_profile{about}';
    const number = {
      id: phone,
      verified_name: 'Simulated Business',
      whatsapp_business_profile: { data: [expect.objectContaining({ about: expect.any(String) })] },
    };
    expect(await call('GET', `${phone}?${fields}`)).toEqual(ok(number));
    expect(await call('GET', `${waba}/phone_numbers?${fields}`)).toMatchObject({ data: [number] });
  });

  it('has QR codes, commerce settings, automation and further settings', async () => {
    const { call, phone } = await start();
    const created = await call('POST', `${phone}/message_qrdls`, {
      prefilled_message: 'Hi',
      generate_qr_image: 'SVG',
    });
    expect(created).toMatchObject({
      code: expect.any(String),
      deep_link_url: expect.stringContaining('wa.me/message/'),
    });
    const code = String(created['code']);
    await call('POST', `${phone}/message_qrdls?prefilled_message=Hello&code=${code}`);
    expect(await call('GET', `${phone}/message_qrdls/${code}`)).toMatchObject({
      data: [{ prefilled_message: 'Hello' }],
    });
    const again = await call(
      'POST',
      `${phone}/message_qrdls/${code}?prefilled_message=Hey&generate_qr_image=png`,
    );
    expect(again).toMatchObject({
      code,
      prefilled_message: 'Hey',
      qr_image_url: expect.stringMatching(/\.png$/),
    });
    expect(await call('DELETE', `${phone}/message_qrdls/${code}`)).toEqual(ok(SUCCESS));
    expect(await call('POST', `${phone}/message_qrdls/${code}?prefilled_message=Hey`)).toEqual(refused(100));
    expect(await call('GET', `${phone}/message_qrdls`)).toEqual(ok({ data: [] }));
    expect(await call('POST', `${phone}/whatsapp_commerce_settings?is_cart_enabled=false`)).toEqual(
      ok(SUCCESS),
    );
    expect(await call('GET', `${phone}/whatsapp_commerce_settings`)).toMatchObject({
      data: [{ is_cart_enabled: false }],
    });
    // Clients go on sending what Meta gave up: it is taken, and nothing comes of it.
    const automation = { prompts: ['Prices?'], enable_welcome_message: true };
    await call('POST', `${phone}/conversational_automation`, automation);
    const read = await call('GET', `${phone}?fields=conversational_automation`);
    expect(read['conversational_automation']).not.toHaveProperty('enable_welcome_message');
    expect(read).toMatchObject({
      conversational_automation: { prompts: ['Prices?'] },
    });
    await call('POST', `${phone}/settings`, { calling: { status: 'ENABLED' } });
    await call('POST', `${phone}/settings`, { calling: { call_icon_visibility: 'DEFAULT' } });
    expect(await call('GET', `${phone}/settings`)).toMatchObject({
      calling: { status: 'ENABLED', call_icon_visibility: 'DEFAULT' },
    });
  });

  it('is registered ten times in 72 hours at most', async () => {
    const { simulator, call, phone } = await start();
    const register = (pin: string) =>
      call('POST', `${phone}/register`, { messaging_product: 'whatsapp', pin });
    expect(await register('12345')).toEqual(refused(131009));
    expect(await register('123456')).toEqual(ok(SUCCESS));
    expect(await register('654321')).toEqual(refused(133005));
    for (let n = 0; n < 8; n += 1) expect(await register('123456')).toEqual(ok(SUCCESS));
    expect(await call('POST', `${phone}/deregister`, {})).toEqual(refused(133016));
    await simulator.advance(3 * DAY);
    expect(await call('POST', `${phone}/deregister`, {})).toEqual(ok(SUCCESS));
  });

  it('blocks who wrote lately, and says whom it could not', async () => {
    const { simulator, call, phone } = await start({ rules: 'meta' });
    await simulator.receive({ from: `+${ANA}`, text: 'Hi' });
    const path = `${phone}/block_users`;
    const users = (...numbers: string[]) => ({
      messaging_product: 'whatsapp',
      block_users: numbers.map((user) => ({ user })),
    });
    expect(await call('POST', path, users(`+${ANA}`, '+351912345678'))).toMatchObject({
      status: 400,
      error: { code: 139100 },
      block_users: {
        added_users: [{ wa_id: ANA }],
        failed_users: [{ wa_id: '351912345678', errors: [{ code: 131047 }] }],
      },
    });
    expect(await call('GET', path)).toMatchObject({ data: [{ wa_id: ANA }] });
    await simulator.receive({ from: `+${ANA}`, text: 'Hello?' });
    expect(simulator.deliveries).toHaveLength(1);
    expect(await call('DELETE', path, users(`+${ANA}`))).toMatchObject({
      block_users: { removed_users: [{ wa_id: ANA }] },
    });
    expect(await call('GET', path)).toEqual(ok({ data: [] }));
  });
});

describe('the account', () => {
  it('shows itself and its numbers', async () => {
    const { call, waba, phone } = await start();
    expect(await call('GET', `${waba}?fields=name,currency,health_status`)).toMatchObject({
      id: waba,
      currency: 'USD',
      health_status: { can_send_message: 'AVAILABLE' },
    });
    expect(await call('GET', `${waba}/phone_numbers`)).toMatchObject({ data: [{ id: phone }] });
    // Known to Meta, and not set here.
    expect(
      await call(
        'GET',
        `${waba}?fields=purchase_order_number,audiences,schedules,dcc_config,primary_funding_id`,
      ),
    ).toEqual(ok({ id: waba }));
    expect(await call('GET', `${waba}?fields=shoe_size`)).toEqual(refused(100));
    expect(await call('GET', '42/phone_numbers')).toEqual(refused(100));
  });

  it('sends webhooks to the URL of the number before its own before that of the app, each verified', async () => {
    const { simulator, hooks, call, waba, phone } = await start();
    const [ofAccount, ofNumber] = [await WebhookReceiver.start(), await WebhookReceiver.start()];
    cleanUp.push(
      () => ofAccount.stop(),
      () => ofNumber.stop(),
    );
    const texts = ({ received }: WebhookReceiver) =>
      received.filter(({ method }) => method === 'POST').length;
    const write = () => simulator.receive({ from: `+${ANA}`, text: 'Hi' });
    await write();
    await call('POST', `${waba}/subscribed_apps`, {
      override_callback_uri: ofAccount.url,
      verify_token: 'x',
    });
    await write();
    const webhook_configuration = { override_callback_uri: ofNumber.url, verify_token: 'x' };
    await call('POST', phone, { webhook_configuration });
    await write();
    expect([hooks, ofAccount, ofNumber].map(texts)).toEqual([1, 1, 1]);
    expect(await call('GET', `${waba}/subscribed_apps`)).toMatchObject({
      data: [{ override_callback_uri: ofAccount.url }],
    });
    await call('DELETE', `${waba}/subscribed_apps`);
    await write();
    expect(simulator.deliveries).toHaveLength(3);
    ofAccount.answerWith({ status: 403, body: '' });
    expect(
      await call('POST', `${waba}/subscribed_apps`, {
        override_callback_uri: ofAccount.url,
        verify_token: 'x',
      }),
    ).toEqual(refused(2200));
  });
});

describe('groups', () => {
  it('are opened, joined by the invite link, written to, and closed', async () => {
    const { simulator, call, told, phone } = await start({ rules: { groups: true } });
    await call('POST', `${phone}/groups`, {
      messaging_product: 'whatsapp',
      subject: 'Team',
      join_approval_mode: 'approval_required',
    });
    const [{ id, inviteLink } = { id: '', inviteLink: '' }] = simulator.control.groups();
    expect(await call('GET', `${phone}/groups`)).toMatchObject({
      data: { groups: [{ id, subject: 'Team' }] },
    });
    expect(await call('GET', `${id}/invite_link`)).toMatchObject({ invite_link: inviteLink });
    await simulator.control.changeMembership(id, ANA, 'join');
    const { data } = (await call('GET', `${id}/join_requests`)) as { data: [{ join_request_id: string }] };
    await call('POST', `${id}/join_requests`, {
      messaging_product: 'whatsapp',
      join_requests: [data[0].join_request_id],
    });
    const text = {
      messaging_product: 'whatsapp',
      recipient_type: 'group',
      to: id,
      type: 'text',
      text: { body: 'Hi' },
    };
    expect(await call('POST', `${phone}/messages`, text)).toMatchObject({ messages: [{ group_id: id }] });
    expect(await call('GET', `${id}?fields=subject,participants`)).toMatchObject({
      participants: [{ wa_id: ANA }],
    });
    const participants = [{ user: ANA }];
    await call('DELETE', `${id}/participants`, { messaging_product: 'whatsapp', participants });
    expect(await call('POST', `${phone}/messages`, text)).toEqual(refused(131020));
    await call('DELETE', id);
    expect(await call('POST', `${phone}/messages`, text)).toEqual(refused(131041));
    await simulator.settled();
    expect(
      told('group_lifecycle_update').map((value) => (value as { groups: [{ type: string }] }).groups[0].type),
    ).toEqual(['group_create', 'group_delete']);
  });
});

describe('calls', () => {
  const session = { sdp_type: 'offer', sdp: 'v=0' };

  it('to users need their permission; they ring, are accepted, and end', async () => {
    const { simulator, call, told, phone } = await start();
    const connect = { messaging_product: 'whatsapp', action: 'connect', to: `+${ANA}`, session };
    expect(await call('POST', `${phone}/calls`, connect)).toMatchObject({
      status: 401,
      error: { code: 138006 },
    });
    const asked = (await call('POST', `${phone}/messages`, {
      messaging_product: 'whatsapp',
      to: `+${ANA}`,
      type: 'interactive',
      interactive: { type: 'call_permission_request', action: { name: 'call_permission_request' } },
    })) as { messages: [{ id: string }] };
    const messageId = asked.messages[0].id;
    await simulator.settled();
    await simulator.control.act(ANA, { action: 'answer_call_permission', messageId, response: 'accept' });
    expect(await call('GET', `${phone}/call_permissions?user_wa_id=${ANA}`)).toMatchObject({
      permission: { status: 'temporary' },
    });
    const { calls } = (await call('POST', `${phone}/calls`, connect)) as { calls: [{ id: string }] };
    await simulator.advance(500);
    await simulator.control.act(ANA, { action: 'accept_call', callId: calls[0].id });
    const end = { messaging_product: 'whatsapp', action: 'terminate', call_id: calls[0].id };
    expect(await call('POST', `${phone}/calls`, end)).toMatchObject(ok(SUCCESS));
    expect(told('calls')).toMatchObject([
      { statuses: [{ status: 'RINGING' }] },
      { calls: [{ event: 'connect', session: { sdp_type: 'answer' } }] },
      { statuses: [{ status: 'ACCEPTED' }] },
      { calls: [{ event: 'terminate', status: 'COMPLETED', direction: 'BUSINESS_INITIATED' }] },
    ]);
  });

  it('of users are accepted or rejected by the business', async () => {
    const { simulator, call, told, phone } = await start();
    const { callId } = await simulator.control.act(ANA, { action: 'call' });
    const answer = { messaging_product: 'whatsapp', action: 'accept', call_id: callId };
    expect(await call('POST', `${phone}/calls`, answer)).toEqual(refused(100));
    await call('POST', `${phone}/calls`, { ...answer, session: { sdp_type: 'answer', sdp: 'v=0' } });
    await simulator.control.act(ANA, { action: 'end_call', callId: callId ?? '' });
    expect(told('calls').at(-1)).toMatchObject({ calls: [{ event: 'terminate', status: 'COMPLETED' }] });
  });
});

describe('flows', () => {
  const footer = (action: object) => ({ type: 'Footer', label: 'On', 'on-click-action': action });
  const layout = (action: object) => ({ type: 'SingleColumnLayout', children: [footer(action)] });
  const screen = { id: 'START', terminal: true, layout: layout({ name: 'complete', payload: {} }) };
  const json = JSON.stringify({ version: '7.0', screens: [screen] });

  it('go from draft to published to deprecated, and the business is told', async () => {
    const { simulator, call, told, waba } = await start();
    const { id } = await call('POST', `${waba}/flows`, { name: 'booking', categories: ['OTHER'] });
    const flow = String(id);
    expect(await call('POST', `${flow}/publish`)).toEqual(refused(139002));
    const published = await call('POST', `${waba}/flows`, {
      name: 'visit',
      categories: ['OTHER'],
      flow_json: json,
      publish: true,
    });
    expect(published).toMatchObject(ok({ success: true, validation_errors: [] }));
    expect(await call('GET', `${waba}/flows?fields=name,status`)).toMatchObject({
      data: [
        { name: 'booking', status: 'DRAFT' },
        { name: 'visit', status: 'PUBLISHED' },
      ],
    });
    expect(await call('DELETE', String(published['id']))).toEqual(refused(139004));
    expect(await call('POST', `${String(published['id'])}/deprecate`)).toEqual(ok(SUCCESS));
    expect(await call('DELETE', flow)).toEqual(ok(SUCCESS));
    await simulator.settled();
    const about = { event: 'FLOW_STATUS_CHANGE', flow_id: published['id'] };
    const changes = told('flows') as { flow_id: string }[];
    expect(changes.filter(({ flow_id }) => flow_id === published['id'])).toEqual([
      { ...about, message: 'Flow visit has been created with DRAFT status', new_status: 'DRAFT' },
      {
        ...about,
        message: 'Flow visit changed status from DRAFT to PUBLISHED',
        old_status: 'DRAFT',
        new_status: 'PUBLISHED',
      },
      {
        ...about,
        message: 'Flow visit changed status from PUBLISHED to DEPRECATED',
        old_status: 'PUBLISHED',
        new_status: 'DEPRECATED',
      },
    ]);
  });

  it('are not published with anything wrong in their JSON', async () => {
    const { call, waba } = await start();
    const action = { name: 'navigate', next: { type: 'screen', name: 'NOWHERE' }, payload: {} };
    const wrong = JSON.stringify({ version: '7.0', screens: [{ ...screen, layout: layout(action) }] });
    const flow = { name: 'visit', categories: ['OTHER'], flow_json: wrong };
    expect(await call('POST', `${waba}/flows`, { ...flow, publish: true })).toEqual(refused(139002));
    const created = await call('POST', `${waba}/flows`, flow);
    const error = {
      error: 'INVALID_NAVIGATE_ACTION_NEXT_SCREEN_NAME',
      error_type: 'FLOW_JSON_ERROR',
      message: 'Unknown screen ids found: [NOWHERE].',
      line_start: 1,
    };
    expect(created).toMatchObject(ok({ success: true, validation_errors: [error] }));
    const id = String(created['id']);
    expect(await call('GET', `${id}?fields=validation_errors`)).toMatchObject({ validation_errors: [error] });
    expect(await call('POST', `${id}/publish`)).toEqual(refused(139002));
    expect(await call('GET', `${id}?fields=status`)).toMatchObject({ status: 'DRAFT' });
  });

  it('have a preview for 30 days', async () => {
    const { simulator, call, waba } = await start({ startAt: new Date('2026-11-01T12:00:00Z') });
    const { id } = await call('POST', `${waba}/flows`, { name: 'visit', flow_json: json });
    const { preview } = (await call('GET', `${String(id)}?fields=preview.invalidate(false)`)) as {
      preview: { preview_url: string; expires_at: string };
    };
    expect(preview.expires_at).toMatch(/^2026-12-01T12:00:\d\d\+0000$/);
    expect(preview.preview_url.startsWith(simulator.url)).toBe(true);
    expect(await (await fetch(preview.preview_url)).text()).toBe(json);
  });

  it('ask their endpoint, encrypted for the public key of the business', async () => {
    const { simulator, call, waba, phone } = await start();
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const endpoint = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, string>;
        const from64 = (name: string) => Buffer.from(body[name] ?? '', 'base64');
        const padding = constants.RSA_PKCS1_OAEP_PADDING;
        const key = privateDecrypt(
          { key: privateKey, padding, oaepHash: 'sha256' },
          from64('encrypted_aes_key'),
        );
        const [data, vector] = [from64('encrypted_flow_data'), from64('initial_vector')];
        const decipher = createDecipheriv('aes-128-gcm', key, vector);
        decipher.setAuthTag(data.subarray(-16));
        const asked = JSON.parse(
          Buffer.concat([decipher.update(data.subarray(0, -16)), decipher.final()]).toString(),
        ) as object;
        const cipher = createCipheriv(
          'aes-128-gcm',
          key,
          vector.map((byte) => ~byte & 0xff),
        );
        const answer = JSON.stringify({ screen: 'NEXT', data: { asked } });
        response.end(
          Buffer.concat([cipher.update(answer), cipher.final(), cipher.getAuthTag()]).toString('base64'),
        );
      });
    });
    await new Promise<void>((resolve) => endpoint.listen(0, '127.0.0.1', resolve));
    cleanUp.push(() => new Promise((resolve) => endpoint.close(resolve)));
    const address = endpoint.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const { id } = await call('POST', `${waba}/flows`, {
      name: 'f',
      endpoint_uri: `http://127.0.0.1:${port}/`,
    });
    const order = { flowId: String(id), action: 'INIT' as const, flowToken: 'bk-42' };
    await expect(simulator.control.exchangeFlow(order)).rejects.toThrow('no public key');
    expect(await call('POST', `${phone}/whatsapp_business_encryption`, { business_public_key: 'x' })).toEqual(
      refused(100),
    );
    const pem = publicKey.export({ type: 'spki', format: 'pem' });
    await call('POST', `${phone}/whatsapp_business_encryption`, { business_public_key: pem });
    expect(await simulator.control.exchangeFlow(order)).toEqual({
      status: 200,
      answer: { screen: 'NEXT', data: { asked: { version: '3.0', action: 'INIT', flow_token: 'bk-42' } } },
    });
  });
});
