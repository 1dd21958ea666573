import { request as httpRequest } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { WhatsAppSimulatorOptions } from '../../simulator-options.js';
import { WhatsAppSimulator } from '../../whatsapp-simulator.js';

const cleanUp: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const stop of cleanUp.splice(0)) await stop();
});

async function start(options: WhatsAppSimulatorOptions = {}): Promise<WhatsAppSimulator> {
  const simulator = await WhatsAppSimulator.start({ statusDelays: { sentMs: 0 }, ...options });
  cleanUp.push(() => simulator.stop());
  return simulator;
}

function headers(simulator: WhatsAppSimulator) {
  return { authorization: `Bearer ${simulator.accessToken}` };
}

function send(simulator: WhatsAppSimulator): Promise<Response> {
  return fetch(`${simulator.url}/v24.0/${simulator.phoneNumberId}/messages`, {
    method: 'POST',
    headers: { ...headers(simulator), 'content-type': 'application/json' },
    body: JSON.stringify({ messaging_product: 'whatsapp', to: '+16505551234', text: { body: 'Hi' } }),
  });
}

describe('faults on order', () => {
  it('refuse with any code, for the next ones or every n-th', async () => {
    const simulator = await start();
    simulator.addFault({ kind: 'error', code: 131056, status: 429, headers: { 'retry-after': '4' } });
    simulator.addFault({ kind: 'error', code: 4, every: 3 });
    const answers = [];
    for (let n = 0; n < 7; n += 1) answers.push(await send(simulator));
    expect(answers.map(({ status }) => status)).toEqual([429, 200, 200, 400, 200, 200, 400]);
    expect(answers[0]?.headers.get('retry-after')).toBe('4');
    expect(await answers[3]?.json()).toMatchObject({ error: { code: 4 } });
  });

  it('reset the connection before anything happens, or after it', async () => {
    const simulator = await start();
    simulator.addFault({ kind: 'reset_before' });
    await expect(send(simulator)).rejects.toThrow('fetch failed');
    expect(simulator.acceptedCount).toBe(0);
    simulator.addFault({ kind: 'reset_after' });
    await expect(send(simulator)).rejects.toThrow('fetch failed');
    expect(simulator.acceptedCount).toBe(1);
    expect((await send(simulator)).status).toBe(200);
  });

  it('answer half, late, or accept and fail later', async () => {
    const simulator = await start();
    simulator.addFault({ kind: 'half_response' });
    const half = await send(simulator);
    expect(half.status).toBe(200);
    await expect(half.json()).rejects.toThrow('terminated');
    simulator.addFault({ kind: 'latency', latencyMs: 60 });
    const before = performance.now();
    await send(simulator);
    expect(performance.now() - before).toBeGreaterThan(55);
    simulator.addFault({ kind: 'failed_status', code: 131049, details: 'Enough for today.' });
    await send(simulator);
    await simulator.settled();
    const [, , failed] = simulator.control.messages('16505551234');
    expect(failed).toMatchObject({
      state: 'failed',
      failure: { code: 131049, details: 'Enough for today.' },
    });
  });

  it('hit the endpoints that they are meant for', async () => {
    const simulator = await start();
    simulator.addFault({ kind: 'error', endpoint: 'any', code: 190 });
    const node = await fetch(`${simulator.url}/v24.0/${simulator.phoneNumberId}`, {
      headers: headers(simulator),
    });
    expect(node.status).toBe(401);
    simulator.addFault({ kind: 'error', endpoint: 'media' });
    expect((await send(simulator)).status).toBe(200);
  });
});

describe('the form of a call', () => {
  async function call(
    simulator: WhatsAppSimulator,
    path: string,
    init: Omit<RequestInit, 'headers'> & { headers?: Readonly<Record<string, string>> } = {},
  ) {
    const response = await fetch(`${simulator.url}/${path}`, {
      ...init,
      headers: { ...headers(simulator), ...init.headers },
    });
    return (await response.json()) as Record<string, unknown>;
  }

  const contacts = [{ name: { formatted_name: 'Bruno Lopes', first_name: 'Bruno' } }];

  it('needs no version, and minds no slash at the end', async () => {
    const simulator = await start();
    const { phoneNumberId } = simulator;
    const named = await call(simulator, `v24.0/${phoneNumberId}?fields=verified_name`);
    expect(named).toMatchObject({ id: phoneNumberId, verified_name: expect.any(String) });
    for (const path of [phoneNumberId, `v24.0/${phoneNumberId}/`, `${phoneNumberId}/`]) {
      expect(await call(simulator, `${path}?fields=verified_name`)).toEqual(named);
    }
    expect(await call(simulator, `${phoneNumberId}/nowhere`)).toMatchObject({
      error: { code: 2500, message: `Unknown path components: /${phoneNumberId}/nowhere` },
    });
  });

  it('may hold an object or a list as a string of JSON', async () => {
    const simulator = await start();
    const path = `v24.0/${simulator.phoneNumberId}/messages`;
    const message = { messaging_product: 'whatsapp', to: '+16505551234' };
    await call(simulator, path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...message, type: 'contacts', contacts: JSON.stringify(contacts) }),
    });
    const interactive = {
      type: 'location_request_message',
      body: { text: 'Where?' },
      action: { name: 'send_location' },
    };
    await call(simulator, path, {
      method: 'POST',
      body: new URLSearchParams({
        ...message,
        type: 'interactive',
        interactive: JSON.stringify(interactive),
      }),
    });
    expect(simulator.messages.map(({ body, type }) => body[type])).toEqual([contacts, interactive]);
    const inbound = await simulator.receive({ from: '+16505551234', text: 'Hi' });
    const typing_indicator = JSON.stringify({ type: 'text' });
    const receipt = { messaging_product: 'whatsapp', status: 'read', message_id: inbound, typing_indicator };
    expect(await call(simulator, path, { method: 'POST', body: new URLSearchParams(receipt) })).toEqual({
      success: true,
    });
    const template = await call(simulator, `v24.0/${simulator.businessAccountId}/message_templates`, {
      method: 'POST',
      body: new URLSearchParams({
        name: 'from_a_form',
        language: 'en_US',
        category: 'UTILITY',
        components: JSON.stringify([{ type: 'BODY', text: 'Your parcel is on its way.' }]),
      }),
    });
    expect(template).toMatchObject({ status: 'PENDING' });
  });

  it('is refused where such a string is no JSON, and a text stays a text whatever it looks like', async () => {
    const simulator = await start();
    const path = `v24.0/${simulator.phoneNumberId}/messages`;
    const post = (body: object) =>
      call(simulator, path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ messaging_product: 'whatsapp', to: '+16505551234', ...body }),
      });
    expect(await post({ type: 'contacts', contacts: '[{"name":' })).toMatchObject({
      error: { code: 131009, error_data: { details: 'Param contacts must be of type array.' } },
    });
    await post({ type: 'text', text: { body: '{"a":1}' }, biz_opaque_callback_data: '{"order":7}' });
    expect(simulator.messages.at(-1)?.body).toMatchObject({
      text: { body: '{"a":1}' },
      biz_opaque_callback_data: '{"order":7}',
    });
  });
});

describe('an answer', () => {
  const TOO_LONG = "(#100) Param text['body'] must be at most 4096 characters long.";

  async function post(simulator: WhatsAppSimulator, body: object, authorization?: string) {
    const response = await fetch(`${simulator.url}/v23.0/${simulator.phoneNumberId}/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) },
      body: JSON.stringify({
        messaging_product: 'whatsapp',
        to: '+16505551234',
        text: { body: 'Hi' },
        ...body,
      }),
    });
    return { headers: response.headers, status: response.status, body: (await response.json()) as object };
  }

  it('names its version and its trace, which an error repeats with a challenge', async () => {
    const simulator = await start();
    const { authorization } = headers(simulator);
    const sent = await post(simulator, {}, authorization);
    expect(sent.headers.get('facebook-api-version')).toBe('v23.0');
    expect(sent.headers.get('x-fb-trace-id')).toMatch(/^A/);
    expect(sent.headers.get('www-authenticate')).toBeNull();
    const refused = await post(simulator, { text: { body: 'é'.repeat(4097) } }, authorization);
    expect(refused).toMatchObject({
      status: 400,
      body: { error: { code: 100, message: TOO_LONG, fbtrace_id: refused.headers.get('x-fb-trace-id') } },
    });
    expect(refused.headers.get('www-authenticate')).toBe(
      `OAuth "Facebook Platform" "invalid_request" "${TOO_LONG}"`,
    );
    const unknown = await post(simulator, { 'é"\n': 1 }, authorization);
    expect(unknown.headers.get('www-authenticate')).toContain('Unexpected key \\"?\\"?\\"');
    const nowhere = await fetch(`${simulator.url}/nowhere`);
    expect(nowhere.headers.get('x-fb-trace-id')).toMatch(/^A/);
  });

  it('to a call without a token says so, and to a wrong one too', async () => {
    const simulator = await start();
    const without = await post(simulator, {});
    expect(without).toMatchObject({
      status: 401,
      body: {
        error: {
          code: 104,
          type: 'OAuthException',
          message: 'An access token is required to request this resource.',
        },
      },
    });
    expect(without.headers.get('www-authenticate')).toContain('"invalid_request"');
    const wrong = await post(simulator, {}, 'Bearer wrong');
    expect(wrong).toMatchObject({ status: 401, body: { error: { code: 190 } } });
    expect(wrong.headers.get('www-authenticate')).toContain('"invalid_token"');
  });

  it('takes the token from a body too, and keeps it nowhere', async () => {
    const simulator = await start();
    const access_token = simulator.accessToken;
    expect(await post(simulator, { access_token })).toMatchObject({ status: 200 });
    expect(simulator.messages.at(-1)?.body).not.toHaveProperty('access_token');
    expect(await post(simulator, { access_token, extra: 1 })).toMatchObject({ status: 400 });
    expect(await post(simulator, { access_token: 'wrong-token' })).toMatchObject({ status: 401 });
    expect(await post(simulator, { access_token, appsecret_proof: '00' })).toMatchObject({
      body: { error: { code: 100, message: 'Invalid appsecret_proof provided in the API argument' } },
    });
    const form = new URLSearchParams({ access_token, pin: '123456' });
    const set = await fetch(`${simulator.url}/${simulator.phoneNumberId}`, { method: 'POST', body: form });
    expect(await set.json()).toEqual({ success: true });
    const refused = JSON.stringify(simulator.control.refused());
    expect(refused).not.toContain(access_token);
    expect(refused).not.toContain('wrong-token');
  });

  it('has a tag, by which it is not sent again while it is the same', async () => {
    const simulator = await start();
    const read = (etag = '', method = 'GET') =>
      fetch(`${simulator.url}/v24.0/${simulator.phoneNumberId}?fields=verified_name`, {
        method,
        headers: { ...headers(simulator), 'if-none-match': etag },
      });
    const first = await read();
    const tag = first.headers.get('etag') ?? '';
    expect(tag).toMatch(/^"[0-9a-f]{40}"$/);
    const again = await read(`"other", ${tag}`);
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', tag]);
    const others = [
      await read('*'),
      await read(` W/${tag} `),
      await read(tag, 'HEAD'),
      await read('', 'HEAD'),
    ];
    expect(others.map(({ status }) => status)).toEqual([304, 304, 304, 200]);
    expect(others.map((answer) => answer.headers.get('etag'))).toEqual([tag, tag, tag, tag]);
    simulator.updatePhoneNumber(simulator.phoneNumberId, { verifiedName: 'Another name' });
    const changed = await read(tag);
    expect([changed.status, changed.headers.get('etag') === tag]).toEqual([200, false]);
  });
});

describe('several nodes, or calls, at once', () => {
  async function root(simulator: WhatsAppSimulator, query: string, body?: Readonly<Record<string, string>>) {
    const response = await fetch(`${simulator.url}/${query}`, {
      headers: headers(simulator),
      ...(body ? { method: 'POST', body: new URLSearchParams(body) } : {}),
    });
    const answer: unknown = await response.json();
    return { status: response.status, body: answer };
  }

  it('are read by ids, or refused where one of them is unknown', async () => {
    const simulator = await start();
    const { phoneNumberId: phone, businessAccountId: waba } = simulator;
    for (const version of ['', 'v24.0/', 'v24.0']) {
      expect(await root(simulator, `${version}?ids=${phone},${waba}&fields=id`)).toEqual({
        status: 200,
        body: { [phone]: { id: phone }, [waba]: { id: waba } },
      });
    }
    expect(await root(simulator, `v24.0/?ids=${phone},77`)).toMatchObject({
      status: 400,
      body: { error: { code: 100, error_subcode: 33 } },
    });
    expect(await root(simulator, 'v24.0')).toMatchObject({ status: 400, body: { error: { code: 2500 } } });
  });

  it('are no way out of Graph', async () => {
    const simulator = await start();
    for (const ids of ['..', '../simulator', '.']) {
      expect(await root(simulator, `v24.0/?ids=${ids}`)).toMatchObject({
        status: 400,
        body: { error: { code: 100 } },
      });
    }
  });

  it('have an edge of each read, or are refused with the first that has none', async () => {
    const simulator = await start();
    const { phoneNumberId: phone, businessAccountId: waba } = simulator;
    for (const version of ['', 'v24.0/']) {
      expect(await root(simulator, `${version}phone_numbers?ids=${waba}&fields=id`)).toMatchObject({
        status: 200,
        body: { [waba]: { data: [{ id: phone }] } },
      });
    }
    expect(await root(simulator, `v24.0/phone_numbers?ids=${waba},${phone}`)).toMatchObject({ status: 400 });
  });

  it('are made as a batch, each answered by itself', async () => {
    const simulator = await start();
    const { phoneNumberId: phone } = simulator;
    const message = { messaging_product: 'whatsapp', to: '+16505551234', text: { body: 'Hi' } };
    const batch = JSON.stringify([
      { method: 'GET', relative_url: `${phone}?fields=id` },
      { method: 'POST', relative_url: `v23.0/${phone}/messages`, body: JSON.stringify(message) },
      {
        method: 'POST',
        relative_url: `/${phone}/messages`,
        body: 'messaging_product=whatsapp&to=%2B16505551234&text={"body":"Ho"}',
        omit_response_on_success: true,
      },
      { method: 'DELETE', relative_url: '77' },
      { method: 'GET', relative_url: 'v24.0/../simulator/people' },
      { method: 'GET', relative_url: `${phone}?access_token=wrong` },
    ]);
    const { body } = await root(simulator, '', { batch, include_headers: 'false' });
    expect(body).toEqual([
      { code: 200, body: JSON.stringify({ id: phone }) },
      { code: 200, body: expect.stringContaining('wamid.') },
      null,
      { code: 400, body: expect.stringContaining('"error_subcode":33') },
      { code: 400, body: expect.stringContaining('"code":2500') },
      { code: 401, body: expect.stringContaining('"code":190') },
    ]);
    expect(simulator.messages.map(({ body: sent }) => sent['text'])).toEqual([
      { body: 'Hi' },
      { body: 'Ho' },
    ]);
    simulator.addFault({ kind: 'reset_before', endpoint: 'messages' });
    const [, ...others] = JSON.parse(batch) as object[];
    expect((await root(simulator, '', { batch: JSON.stringify(others) })).body).toMatchObject([
      null,
      null,
      { code: 400 },
      { code: 400 },
      { code: 401 },
    ]);
    expect(simulator.acceptedCount).toBe(3);
    const { accessToken: access_token } = simulator;
    const alone = await fetch(`${simulator.url}/v24.0`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ access_token, batch: [{ method: 'GET', relative_url: `${phone}?fields=id` }] }),
    });
    expect(await alone.json()).toEqual([
      {
        code: 200,
        headers: expect.arrayContaining([{ name: 'facebook-api-version', value: 'v24.0' }]),
        body: JSON.stringify({ id: phone }),
      },
    ]);
  });

  it('are at most fifty, and named', async () => {
    const simulator = await start();
    const many = Array.from({ length: 51 }, () => ({ method: 'GET', relative_url: simulator.phoneNumberId }));
    expect(await root(simulator, '', { batch: JSON.stringify(many) })).toMatchObject({
      status: 400,
      body: { error: { type: 'GraphBatchException' } },
    });
    expect(await root(simulator, '', { batch: 'nonsense' })).toMatchObject({ status: 400 });
    expect(await root(simulator, '', { other: '1' })).toMatchObject({
      status: 400,
      body: { error: { code: 2500 } },
    });
    const ids = Array.from({ length: 51 }, (_, n) => n).join();
    expect(await root(simulator, `?ids=${ids}`)).toMatchObject({ status: 400 });
  });
});

describe('media', () => {
  async function upload(simulator: WhatsAppSimulator, fields: Readonly<Record<string, string>>, file?: Blob) {
    const form = new FormData();
    for (const [name, value] of Object.entries({ messaging_product: 'whatsapp', ...fields }))
      form.set(name, value);
    if (file) form.set('file', file, 'photo.png');
    const response = await fetch(`${simulator.url}/v24.0/${simulator.phoneNumberId}/media`, {
      method: 'POST',
      headers: headers(simulator),
      body: form,
    });
    return {
      status: response.status,
      body: (await response.json()) as { id: string; error?: { code: number } },
    };
  }

  const png = new Blob(['0123456789'], { type: 'image/png' });

  it('are uploaded, looked up, fetched with the token, whole and in part, and deleted', async () => {
    const simulator = await start();
    const { body, status } = await upload(simulator, { type: 'image/png' }, png);
    expect(status).toBe(200);
    const at = `${simulator.url}/v24.0/${body.id}`;
    const node = (await (await fetch(at, { headers: headers(simulator) })).json()) as { url: string };
    expect(node).toEqual({
      id: body.id,
      messaging_product: 'whatsapp',
      mime_type: 'image/png',
      file_size: '10',
      sha256: '84d89877f0d4041efb6bf91a16f0248f2fd573e6af05c19f96bedb9f882f7882',
      url: expect.stringContaining(simulator.url),
    });
    const whole = await fetch(node.url, { headers: headers(simulator) });
    expect(whole.headers.get('content-type')).toBe('image/png');
    expect(await whole.text()).toBe('0123456789');
    for (const [range, part, where] of [
      ['bytes=2-4', '234', 'bytes 2-4/10'],
      ['bytes=7-', '789', 'bytes 7-9/10'],
      ['bytes=-2', '89', 'bytes 8-9/10'],
    ] as const) {
      const response = await fetch(node.url, { headers: { ...headers(simulator), range } });
      expect([response.status, response.headers.get('content-range'), await response.text()]).toEqual([
        206,
        where,
        part,
      ]);
    }
    expect((await fetch(node.url)).status).toBe(401);
    expect(
      (await fetch(`${at}?phone_number_id=77`, { method: 'DELETE', headers: headers(simulator) })).status,
    ).toBe(400);
    expect(await (await fetch(at, { method: 'DELETE', headers: headers(simulator) })).json()).toEqual({
      success: true,
    });
    expect((await fetch(at, { headers: headers(simulator) })).status).toBe(400);
  });

  it('are uploaded by a form that names the product in the query', async () => {
    const simulator = await start();
    const form = new FormData();
    form.set('file', png, 'photo.png');
    const response = await fetch(
      `${simulator.url}/v24.0/${simulator.phoneNumberId}/media?messaging_product=whatsapp`,
      { method: 'POST', headers: headers(simulator), body: form },
    );
    expect(await response.json()).toEqual({ id: expect.stringMatching(/^\d+$/) });
  });

  it('expire: the URL after five minutes, the id after 30 days or as the upload says', async () => {
    const simulator = await start();
    const [long, short] = [
      await upload(simulator, {}, png),
      await upload(simulator, { ttl_minutes: '60' }, png),
    ];
    const lookUp = (id: string) => fetch(`${simulator.url}/v24.0/${id}`, { headers: headers(simulator) });
    const { url } = (await (await lookUp(long.body.id)).json()) as { url: string };
    await simulator.advance(5 * 60 * 1000 + 1000);
    expect((await fetch(url, { headers: headers(simulator) })).status).toBe(404);
    await simulator.advance(55 * 60 * 1000);
    expect((await lookUp(short.body.id)).status).toBe(400);
    expect((await lookUp(long.body.id)).status).toBe(200);
    await simulator.advance(30 * 24 * 60 * 60 * 1000);
    expect((await lookUp(long.body.id)).status).toBe(400);
  });

  it('are refused with code 100 without a product, without a file, of a type that Meta does not take, or too large', async () => {
    const simulator = await start();
    expect(await upload(simulator, { messaging_product: 'telegram' }, png)).toMatchObject({
      status: 400,
      body: { error: { code: 100 } },
    });
    expect(await upload(simulator, {})).toMatchObject({
      body: { error: { code: 100, message: expect.stringContaining('file') } },
    });
    expect(await upload(simulator, {}, new Blob(['x'], { type: 'application/zip' }))).toMatchObject({
      body: { error: { code: 100 } },
    });
    const large = new Blob([Buffer.alloc(5 * 1024 * 1024 + 1)], { type: 'image/png' });
    expect(await upload(simulator, {}, large)).toMatchObject({ status: 400, body: { error: { code: 100 } } });
    expect(await upload(simulator, { ttl_minutes: '5' }, png)).toMatchObject({ status: 400 });
  });

  it('beyond what a request may carry are told the limit of forms, not that of JSON', async () => {
    const simulator = await start();
    const answer = await new Promise<string>((resolve, reject) => {
      const request = httpRequest(`${simulator.url}/v24.0/${simulator.phoneNumberId}/media`, {
        method: 'POST',
        headers: {
          ...headers(simulator),
          'content-type': 'multipart/form-data; boundary=x',
          'content-length': 200 * 1024 * 1024,
        },
      });
      request.on('response', (response) => {
        resolve(text(response));
        response.on('end', () => request.destroy());
      });
      request.on('error', reject);
      request.flushHeaders();
    });
    expect(JSON.parse(answer)).toMatchObject({
      error: {
        code: 100,
        error_data: { details: expect.stringContaining('multipart/form-data of up to 105906176') },
      },
    });
  });
});
