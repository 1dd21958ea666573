import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { GraphUnderTest } from '../../../spec-support/graph-under-test.js';

let test: GraphUnderTest;

beforeEach(async () => {
  test = await GraphUnderTest.start();
});

afterEach(() => test.stop());

/** Posts a form without a token in the header. */
async function post(path: string, fields: Readonly<Record<string, string | Blob>>): Promise<unknown> {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  const response = await fetch(`${test.simulator.url}/${path}`, { method: 'POST', body });
  return response.json();
}

describe('A form of several parts', () => {
  it('carries any call, and the token', async () => {
    const { accessToken: access_token } = test.simulator;
    const product = { access_token, messaging_product: 'whatsapp' };
    const message = { ...product, to: '+16505551234', type: 'text', text: '{"body":"Hi"}' };
    expect(await post(`v24.0/${test.phone}/messages`, message)).toMatchObject({
      messages: [{ id: expect.any(String) }],
    });
    const file = new Blob(['Hello'], { type: 'text/plain' });
    expect(await post(`v24.0/${test.phone}/media`, { ...product, file })).toEqual({ id: expect.any(String) });
    const batch = JSON.stringify([{ method: 'GET', relative_url: `${test.phone}?fields=id` }]);
    expect(await post('', { access_token, batch, include_headers: 'false' })).toEqual([
      { code: 200, body: JSON.stringify({ id: test.phone }) },
    ]);
    expect(test.simulator.messages).toHaveLength(1);
  });

  it('is refused without a token, and without a boundary', async () => {
    expect(await post(`v24.0/${test.phone}/messages`, { messaging_product: 'whatsapp' })).toMatchObject({
      error: { code: 104 },
    });
    expect(
      await test.callAt(`v24.0/${test.phone}/media`, 'POST', Buffer.from('x'), {
        headers: { 'content-type': 'multipart/form-data' },
      }),
    ).toMatchObject({ status: 400, error: { code: 100 } });
  });
});
