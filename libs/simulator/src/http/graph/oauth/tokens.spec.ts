import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { GraphUnderTest } from '../../../spec-support/graph-under-test.js';

let test: GraphUnderTest;

beforeEach(async () => {
  test = await GraphUnderTest.start({ appId: '1234', appSecret: 'secret' });
});

afterEach(() => test.stop());

const APP = { client_id: '1234', client_secret: 'secret' };

/** Asks for a token without having one. */
async function ask(parameters: Readonly<Record<string, string>>, version = 'v24.0/') {
  const query = new URLSearchParams(parameters).toString();
  const response = await fetch(`${test.simulator.url}/${version}oauth/access_token?${query}`);
  const body: unknown = await response.json();
  return { status: response.status, body };
}

describe('A token is given', () => {
  it('to the app, for its subscriptions', async () => {
    const credentials = { ...APP, grant_type: 'client_credentials' };
    const given = { status: 200, body: { access_token: '1234|secret', token_type: 'bearer' } };
    expect(await ask(credentials)).toEqual(given);
    expect(await ask(credentials, '')).toEqual(given);
    expect(await test.callAt('v24.0/1234/subscriptions?access_token=1234|secret', 'GET')).toMatchObject({
      status: 200,
    });
  });

  it('for the code of a business that signs up, once', async () => {
    const { accessToken } = test.simulator;
    const given = { status: 200, body: { access_token: accessToken, token_type: 'bearer' } };
    expect(await ask({ ...APP, code: 'AQB1' })).toEqual(given);
    expect(await ask({ ...APP, code: 'AQB1' })).toMatchObject({
      status: 400,
      body: { error: { code: 100, error_subcode: 36009, message: 'This authorization code has been used.' } },
    });
    expect(await ask({ ...APP, code: 'AQB2', grant_type: 'authorization_code', redirect_uri: '' })).toEqual(
      given,
    );
  });

  it('for another one that lives longer', async () => {
    const exchange = { ...APP, grant_type: 'fb_exchange_token' };
    const { accessToken } = test.simulator;
    expect(await ask({ ...exchange, fb_exchange_token: accessToken })).toEqual({
      status: 200,
      body: { access_token: accessToken, token_type: 'bearer', expires_in: expect.any(Number) },
    });
    expect(await ask({ ...exchange, fb_exchange_token: 'wrong' })).toMatchObject({
      body: { error: { code: 190 } },
    });
  });
});

describe('No token is given', () => {
  it.each<[string, Readonly<Record<string, string>>, number]>([
    ['without the app', {}, 101],
    ['to another app', { ...APP, client_id: '5' }, 101],
    ['without its secret', { client_id: '1234' }, 1],
    ['for a wrong secret', { ...APP, client_secret: 'no' }, 1],
    ['without a code', APP, 1],
    ['for another kind of grant', { ...APP, grant_type: 'password' }, 100],
  ])('%s', async (_what, parameters, code) => {
    expect(await ask(parameters)).toMatchObject({
      status: 400,
      body: { error: { code, type: 'OAuthException' } },
    });
  });
});
