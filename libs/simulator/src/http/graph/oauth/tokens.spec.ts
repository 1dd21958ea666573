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

  it('to who asks for it in a body', async () => {
    const body = { ...APP, grant_type: 'client_credentials' };
    for (const [type, sent] of [
      ['application/json', JSON.stringify(body)],
      ['application/x-www-form-urlencoded', new URLSearchParams(body).toString()],
    ] as const) {
      const response = await fetch(`${test.simulator.url}/v24.0/oauth/access_token`, {
        method: 'POST',
        headers: { 'content-type': type },
        body: sent,
      });
      expect(await response.json()).toEqual({ access_token: '1234|secret', token_type: 'bearer' });
    }
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

  it('for a code once, also where the state has gone to another simulator', async () => {
    await ask({ ...APP, code: 'AQB3' });
    const { control } = test.simulator;
    const state = control.exportState();
    expect(state.usedCodes).toContain('AQB3');
    control.importState({ ...state, usedCodes: [] });
    expect(await ask({ ...APP, code: 'AQB3' })).toMatchObject({ status: 200 });
    control.importState(state);
    expect(await ask({ ...APP, code: 'AQB3' })).toMatchObject({ body: { error: { error_subcode: 36009 } } });
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

describe('A token is looked into', () => {
  it('with or without a version: whose it is, and whether it is valid', async () => {
    const { accessToken } = test.simulator;
    for (const version of ['v24.0/', '']) {
      expect(await test.callAt(`${version}debug_token?input_token=${accessToken}`, 'GET')).toMatchObject({
        data: { app_id: '1234', type: 'SYSTEM_USER', is_valid: true, expires_at: 0 },
      });
    }
    expect(await test.call('GET', 'debug_token?input_token=1234|secret')).toMatchObject({
      data: { type: 'APP', is_valid: true },
    });
    expect(await test.call('GET', 'debug_token?input_token=wrong')).toMatchObject({
      status: 200,
      data: { error: { code: 190 }, is_valid: false, scopes: [] },
    });
    expect(await test.call('GET', 'debug_token')).toMatchObject({ status: 400, error: { code: 100 } });
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
