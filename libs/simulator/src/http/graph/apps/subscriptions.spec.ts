import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { GraphUnderTest, ok } from '../../../spec-support/graph-under-test.js';
import { WebhookReceiver } from '../../../spec-support/webhook-receiver.js';

let test: GraphUnderTest;
let elsewhere: WebhookReceiver;

beforeEach(async () => {
  [test, elsewhere] = [await GraphUnderTest.start(), await WebhookReceiver.start()];
});

afterEach(async () => {
  await test.stop();
  await elsewhere.stop();
});

describe("The app's subscription", () => {
  it('sets where webhooks go and of which fields, by the token of the app', async () => {
    const authorization = `Bearer ${test.app}|${test.simulator.appSecret}`;
    const body = {
      object: 'whatsapp_business_account',
      callback_url: elsewhere.url,
      verify_token: test.simulator.verifyToken,
      fields: 'messages,calls',
    };
    const path = `v24.0/${test.app}/subscriptions`;
    expect(await test.callAt(path, 'POST', body, { headers: { authorization } })).toEqual(
      ok({ success: true }),
    );
    expect(await test.callAt(path, 'GET')).toEqual(
      ok({
        data: [
          {
            object: 'whatsapp_business_account',
            callback_url: elsewhere.url,
            active: true,
            fields: [
              { name: 'messages', version: 'v24.0' },
              { name: 'calls', version: 'v24.0' },
            ],
          },
        ],
      }),
    );
    await test.simulator.receive({ from: '+16505551234', text: 'Hello' });
    await test.call('POST', `${test.phone}/username`, { username: 'my.shop' });
    await test.simulator.settled();
    // Beside the handshake, which is a GET.
    expect(elsewhere.received.filter(({ method }) => method === 'POST')).toHaveLength(1);
    expect(test.hooks.received).toHaveLength(0);
    expect(await test.callAt(path, 'DELETE')).toEqual(ok({ success: true }));
    expect(await test.callAt(path, 'GET')).toEqual(ok({ data: [] }));
  });

  it.each([
    ['of another kind of object', { object: 'page' }, 131009],
    ['without a token to verify by', { verify_token: undefined }, 131008],
    ['of something that is no address', { callback_url: 'somewhere' }, 100],
    ['of an address where nobody answers', { callback_url: 'http://127.0.0.1:1/' }, 2200],
  ])('%s is refused', async (_what, changes, code) => {
    const body = {
      object: 'whatsapp_business_account',
      callback_url: elsewhere.url,
      verify_token: 'x',
      fields: ['messages'],
      ...changes,
    };
    expect(await test.call('POST', `${test.app}/subscriptions`, body)).toMatchObject({ error: { code } });
    expect(await test.call('POST', '404/subscriptions', body)).toMatchObject({ error: { code: 100 } });
  });
});
