import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { GraphUnderTest, ok } from '../../../spec-support/graph-under-test.js';

const OTHER_ACCOUNT = '102290129340399';
const refused = (code: number, details = '') =>
  expect.objectContaining({
    error: expect.objectContaining({
      code,
      error_data: expect.objectContaining({ details: expect.stringContaining(details) }),
    }),
  });
const body = (text: string) => [{ type: 'BODY', text }];

let test: GraphUnderTest;

beforeEach(async () => {
  test = await GraphUnderTest.start({
    seed: 1,
    rules: { templates: true, media: true },
    furtherAccounts: [
      {
        businessAccountId: OTHER_ACCOUNT,
        templates: [
          {
            name: 'parcel',
            language: 'en_US',
            category: 'UTILITY',
            components: body('Your parcel is here.'),
          },
          { name: 'hello_world', language: 'en_US', category: 'UTILITY', components: body('Hello there.') },
          { name: 'draft', language: 'en_US', category: 'UTILITY', components: body('x'), status: 'PENDING' },
        ],
      },
    ],
  });
});

afterEach(() => test.stop());

describe('Uploads in pieces', () => {
  const picture = Buffer.from('a picture of twenty-six by');
  const file = { file_name: 'a.png', file_length: picture.length, file_type: 'image/png' };
  const send = (id: unknown, bytes: Buffer, offset: number) =>
    test.callAt(`v24.0/${String(id)}`, 'POST', bytes, { headers: { file_offset: String(offset) } });

  it('end with a handle, after an interruption too', async () => {
    const { id } = await test.call('POST', `${test.app}/uploads`, file);
    expect(id).toMatch(/^upload:\w+\?sig=\w+$/);
    expect(await send(id, picture.subarray(0, 10), 0)).toEqual(
      ok({ id: expect.any(String), file_offset: 10 }),
    );
    expect(await test.call('GET', String(id))).toEqual(ok({ id, file_offset: 10 }));
    expect(await send(id, picture.subarray(10), 10)).toEqual(ok({ h: expect.stringMatching(/^4::/) }));
  });

  it('take what curl says to be a form for the bytes that it is', async () => {
    const { id } = await test.call('POST', `${test.app}/uploads?file_length=3&file_type=image/png`);
    const headers = { file_offset: '0', 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await test.callAt(`v24.0/${String(id)}`, 'POST', Buffer.from('a&b'), { headers });
    expect(answer).toEqual(ok({ h: expect.any(String) }));
  });

  it('are refused at another offset, beyond their length, without an offset, and of other types', async () => {
    const { id } = await test.call('POST', `${test.app}/uploads`, file);
    expect(await send(id, picture, 5)).toEqual(refused(100, 'file_offset must be 0'));
    expect(await send(id, Buffer.concat([picture, picture]), 0)).toEqual(
      refused(100, 'more than the 26 bytes'),
    );
    expect(await test.call('POST', String(id), {})).toEqual(refused(100, 'The header file_offset'));
    const text = { ...file, file_type: 'text/plain' };
    expect(await test.call('POST', `${test.app}/uploads`, text)).toEqual(refused(131009, 'file_type'));
    expect(await test.call('POST', '1/uploads', file)).toMatchObject({
      error: { code: 100, error_subcode: 33 },
    });
  });

  it('make the sample of a template and the picture of a profile', async () => {
    const { id } = await test.call('POST', `${test.app}/uploads`, file);
    const { h } = await send(id, picture, 0);
    const template = (handle: unknown) => ({
      name: 'with_picture',
      language: 'en_US',
      category: 'UTILITY',
      components: [
        { type: 'HEADER', format: 'IMAGE', example: { header_handle: [handle] } },
        { type: 'BODY', text: 'Look at this.' },
      ],
    });
    const path = `${test.waba}/message_templates`;
    expect(await test.call('POST', path, template('4::made-up'))).toEqual(refused(100, 'must be a handle'));
    expect(await test.call('POST', path, template(h))).toMatchObject(ok({ status: 'PENDING' }));

    const profile = `${test.phone}/whatsapp_business_profile`;
    const change = { messaging_product: 'whatsapp', profile_picture_handle: h };
    expect(await test.call('POST', profile, change)).toEqual(ok({ success: true }));
    const { data } = await test.call('GET', `${profile}?fields=profile_picture_url`);
    const [{ profile_picture_url: url } = { profile_picture_url: '' }] = data as {
      profile_picture_url: string;
    }[];
    const shown = await fetch(url);
    expect(shown.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await shown.arrayBuffer())).toEqual(picture);
    expect(await test.call('POST', profile, { ...change, profile_picture_handle: 'x' })).toEqual(
      refused(100),
    );
  });
});

describe("Meta's template library", () => {
  const wanted = {
    name: 'my_delivery',
    language: 'en_US',
    category: 'UTILITY',
    library_template_name: 'delivery_update_1',
    library_template_button_inputs: [
      {
        type: 'URL',
        url: { base_url: 'https://shop.example/{{1}}', url_suffix_example: 'https://shop.example/7' },
      },
    ],
  };

  it('is searched by words, topic and industry', async () => {
    expect(await test.call('GET', 'message_template_library?search=AMOUNT&language=en_US')).toMatchObject({
      data: [{ name: 'payment_reminder_1', topic: 'PAYMENTS', category: 'UTILITY' }],
    });
    expect(await test.call('GET', 'message_template_library?topic=PAYMENTS&industry=E_COMMERCE')).toEqual(
      ok({ data: [] }),
    );
    const several = 'topic=["PAYMENTS","EVENT_REMINDER"]&industry=["FINANCIAL_SERVICES","HEALTHCARE"]';
    expect(
      await test.call('GET', `message_template_library?${several}&language=["en_US","de"]`),
    ).toMatchObject({
      data: [{ name: 'payment_reminder_1' }, { name: 'appointment_reminder_1' }],
    });
  });

  it('gives a template that is approved at once and can be sent', async () => {
    const created = await test.call('POST', `${test.waba}/message_templates`, wanted);
    expect(created).toMatchObject(ok({ status: 'APPROVED' }));
    expect(
      await test.call('GET', `${String(created['id'])}?fields=library_template_name,components`),
    ).toMatchObject({
      library_template_name: 'delivery_update_1',
      components: [
        { type: 'HEADER' },
        { type: 'BODY' },
        { type: 'BUTTONS', buttons: [{ text: 'Follow it' }] },
      ],
    });
    const parameters = ['Ana', '7', 'Friday'].map((text) => ({ type: 'text', text }));
    const suffix = { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: '7' }] };
    const message = {
      messaging_product: 'whatsapp',
      to: '+16505551234',
      type: 'template',
      template: {
        name: 'my_delivery',
        language: { code: 'en_US' },
        components: [{ type: 'body', parameters }, suffix],
      },
    };
    expect(await test.call('POST', `${test.phone}/messages`, message)).toMatchObject(ok({}));
  });

  it('takes button inputs as the text of a list, as samples of Meta have it', async () => {
    const inputs = "[{'type': 'URL', 'url': {'base_url': 'https://shop.example/'}}]";
    const answer = await test.call('POST', `${test.waba}/message_templates`, {
      ...wanted,
      library_template_button_inputs: inputs,
    });
    expect(answer).toMatchObject(ok({ status: 'APPROVED' }));
  });

  it.each([
    [
      'a name that it does not have',
      { library_template_name: 'unheard_of' },
      'the library has no UTILITY template',
    ],
    ['another category', { category: 'MARKETING' }, 'the library has no MARKETING template'],
    ['no address for its button', { library_template_button_inputs: [] }, 'needs one of type URL'],
    ['inputs that are no list', { library_template_button_inputs: 'x' }, 'must be a list'],
  ])('refuses %s', async (_what, changes, details) => {
    expect(await test.call('POST', `${test.waba}/message_templates`, { ...wanted, ...changes })).toEqual(
      refused(100, details),
    );
  });

  it('has the templates for codes', async () => {
    const answer = await test.call('POST', `${test.waba}/message_templates`, {
      name: 'my_code',
      language: 'en_US',
      category: 'AUTHENTICATION',
      library_template_name: 'verify_code_1',
      library_template_body_inputs: { add_security_recommendation: true, code_expiration_minutes: 5 },
    });
    expect(answer).toMatchObject(ok({ status: 'APPROVED' }));
    expect(await test.call('GET', `${String(answer['id'])}?fields=components`)).toMatchObject({
      components: [
        { type: 'BODY', add_security_recommendation: true },
        { type: 'FOOTER', code_expiration_minutes: 5 },
        { type: 'BUTTONS' },
      ],
    });
  });
});

describe('Templates for codes', () => {
  const codes = {
    name: 'code',
    category: 'AUTHENTICATION',
    languages: ['en_US', 'de'],
    components: [
      { type: 'BODY', add_security_recommendation: true },
      { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE' }] },
    ],
  };

  it('are made and changed in several languages at once', async () => {
    const path = `${test.waba}/upsert_message_templates`;
    const first = await test.call('POST', path, codes);
    expect(first).toMatchObject({ data: [{ language: 'en_US', status: 'PENDING' }, { language: 'de' }] });
    const again = await test.call('POST', path, { ...codes, languages: ['de', 'fr'] });
    const [german] = again['data'] as { id: string }[];
    expect((first['data'] as { id: string }[])[1]?.id).toBe(german?.id);
    expect(await test.call('GET', `${test.waba}/message_templates?name=code&fields=language`)).toMatchObject({
      data: [{ language: 'en_US' }, { language: 'de' }, { language: 'fr' }],
    });
  });

  it('of another category, or without a language, are refused', async () => {
    const path = `${test.waba}/upsert_message_templates`;
    expect(await test.call('POST', path, { ...codes, category: 'UTILITY' })).toEqual(
      refused(131009, 'category'),
    );
    expect(await test.call('POST', path, { ...codes, languages: [] })).toEqual(refused(131009, 'languages'));
  });

  it('are shown before they are made', async () => {
    const query =
      'category=AUTHENTICATION&languages=en_US,de&add_security_recommendation=true&code_expiration_minutes=5';
    expect(await test.call('GET', `${test.waba}/message_template_previews?${query}`)).toMatchObject({
      data: [{ language: 'en_US', footer: 'Expires in 5 minutes.' }, { language: 'de' }],
    });
    expect(await test.call('GET', `${test.waba}/message_template_previews?category=UTILITY`)).toEqual(
      refused(100, 'AUTHENTICATION'),
    );
  });
});

describe('Templates of another account', () => {
  it('are taken over if they are approved and not there yet', async () => {
    const answer = await test.call('POST', `${test.waba}/migrate_message_templates`, {
      source_waba_id: OTHER_ACCOUNT,
    });
    expect(answer['migrated_templates']).toHaveLength(1);
    expect(Object.values(answer['failed_templates'] as object)).toEqual([
      expect.stringContaining('already exists'),
      expect.stringContaining('approved'),
    ]);
    expect(await test.call('GET', `${test.waba}/message_templates?name=parcel&fields=status`)).toMatchObject({
      data: [{ status: 'APPROVED' }],
    });
  });

  it('come in pages, and from an account that there is', async () => {
    const path = `${test.waba}/migrate_message_templates`;
    const second = { source_waba_id: OTHER_ACCOUNT, page_number: 1, count: 2 };
    expect(await test.call('POST', path, second)).toMatchObject({ migrated_templates: [] });
    expect(await test.call('POST', path, { source_waba_id: '1' })).toEqual(refused(100, 'source_waba_id'));
  });
});

describe('Templates that are put away', () => {
  it('cannot be sent until they are taken out again, and the business is told', async () => {
    const { data } = await test.call('GET', `${test.waba}/message_templates?name=hello_world`);
    const [{ id } = { id: '' }] = data as { id: string }[];
    const template_ids = [id, '404'];
    const message = {
      messaging_product: 'whatsapp',
      to: '+16505551234',
      type: 'template',
      template: { name: 'hello_world', language: { code: 'en_US' } },
    };
    // The second host of Meta's has no versions.
    expect(await test.callAt(`${test.waba}/message_templates/archive`, 'POST', { template_ids })).toEqual(
      ok({ archived_templates: [id], failed_templates: { 404: 'There is no such template.' } }),
    );
    expect(await test.call('POST', `${test.phone}/messages`, message)).toMatchObject({
      error: { code: 132016 },
    });
    expect(
      await test.call('POST', `${test.waba}/message_templates/archive`, { template_ids: [id] }),
    ).toMatchObject({
      archived_templates: [],
    });
    const out = await test.callAt(`${test.waba}/message_templates/unarchive`, 'POST', { hsm_ids: [id] });
    expect(out).toEqual(ok({ unarchived_templates: [id], failed_templates: {} }));
    expect(await test.call('POST', `${test.phone}/messages`, message)).toMatchObject(ok({}));
    await test.simulator.settled();
    expect(test.told('message_template_status_update')).toMatchObject([
      { event: 'ARCHIVED' },
      { event: 'UNARCHIVED' },
    ]);
  });

  it('are named, and the call needs a token on either host', async () => {
    expect(await test.call('POST', `${test.waba}/message_templates/archive`, { template_ids: [] })).toEqual(
      refused(100, '1 to 100'),
    );
    const answer = await fetch(`${test.simulator.url}/${test.waba}/message_templates/archive`, {
      method: 'POST',
    });
    expect(answer.status).toBe(401);
  });
});

describe('The accounts of a business', () => {
  it('are those it owns, further ones among them, and it has no clients', async () => {
    const { owner_business_info } = await test.call('GET', `${test.waba}?fields=owner_business_info`);
    const { id } = owner_business_info as { id: string };
    const owned = `${id}/owned_whatsapp_business_accounts`;
    const { data } = await test.call('GET', `${owned}?fields=id,message_templates.limit(1){name}`);
    expect(data).toEqual([
      expect.objectContaining({ id: test.waba }),
      expect.objectContaining({
        id: OTHER_ACCOUNT,
        message_templates: expect.objectContaining({ data: [expect.anything()] }),
      }),
    ]);
    expect(await test.call('GET', `${owned}?find=${OTHER_ACCOUNT}`)).toMatchObject({
      data: [{ id: OTHER_ACCOUNT, name: expect.any(String), currency: 'USD', timezone_id: '1' }],
    });
    expect(await test.call('GET', OTHER_ACCOUNT)).toMatchObject({ status: 200, id: OTHER_ACCOUNT });
    expect(await test.call('POST', OTHER_ACCOUNT, { is_enabled_for_insights: true })).toMatchObject({
      status: 400,
    });
    expect(await test.call('GET', `${id}/client_whatsapp_business_accounts`)).toEqual(ok({ data: [] }));
    expect(await test.call('GET', '404/owned_whatsapp_business_accounts')).toMatchObject({
      error: { code: 100, error_subcode: 33 },
    });
  });
});
