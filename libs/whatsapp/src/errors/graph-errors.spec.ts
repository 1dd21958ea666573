import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { contentsOf } from '../observability/internal.js';
import { classifyGraphError } from './classify-graph-error.js';
import { createGraphError, createWebhookGraphError } from './create-graph-error.js';
import { GRAPH_ERROR_CODES, GRAPH_ERROR_RANGES } from './graph-error-codes.js';
import {
  WhatsAppAuthenticationError,
  WhatsAppInvalidRequestError,
  WhatsAppMediaError,
  WhatsAppOptOutError,
  WhatsAppPartialSuccessError,
  WhatsAppServiceWindowError,
  WhatsAppTemplateError,
  WhatsAppThrottlingError,
} from './graph-api-error-kinds.js';
import { toHttpBody } from './http-body-of-error.js';
import { httpStatusOf } from './http-status-of-error.js';
import { policyRefusal } from './policy-refusal.js';
import { SendOutcomeUnknownError } from './send-outcome-unknown.error.js';
import { SendRefusedError } from './send-refused.error.js';

/** Every single code that Meta documents or that is known from its SDKs, as of December 2025. */
const ALL_CODES = [
  0, 1, 2, 3, 4, 10, 33, 100, 102, 104, 190, 200, 368, 613, 1026, 2040, 2046, 2047, 80007, 130429, 130472,
  130497, 130501, 131000, 131005, 131008, 131009, 131016, 131020, 131021, 131026, 131030, 131031, 131037,
  131041, 131042, 131044, 131045, 131047, 131048, 131049, 131050, 131051, 131052, 131053, 131055, 131056,
  131057, 131059, 131062, 131063, 131064, 131201, 131202, 131203, 131204, 131207, 131208, 131209, 131210,
  131211, 131212, 131213, 131214, 131215, 132000, 132001, 132005, 132007, 132008, 132012, 132015, 132016,
  132018, 132068, 132069, 133000, 133004, 133005, 133006, 133008, 133009, 133010, 133015, 133016, 134011,
  134100, 134101, 134102, 134103, 135000, 135002, 137000, 138000, 138001, 138002, 138003, 138004, 138005,
  138006, 138007, 138009, 138012, 138013, 138014, 138015, 138017, 138018, 138019, 138020, 138021, 138022,
  138023, 139000, 139001, 139002, 139003, 139004, 139100, 139101, 139102, 139103, 147001, 147002, 147003,
  147004, 147005, 200005, 200006, 200007, 1752041, 2388001, 2388012, 2388019, 2388040, 2388047, 2388072,
  2388073, 2388091, 2388093, 2388103, 2388293, 2388299, 2494100, 2494164, 2494165, 2494166, 2494167, 2494168,
  2494176, 2494177, 2494179, 2593079, 2593085, 2593107, 2593108, 2593109,
];

function answerWith(error: Readonly<Record<string, unknown>>, status = 400, headers = {}) {
  return createGraphError({ status, headers, body: { error } });
}

describe('The table of error codes', () => {
  it('has every known code, and no other', () => {
    expect(Object.keys(GRAPH_ERROR_CODES).map(Number)).toEqual(ALL_CODES.toSorted((a, b) => a - b));
  });

  it('says of each code what it means and what to do, in a sentence', () => {
    for (const [code, { title, advice }] of Object.entries(GRAPH_ERROR_CODES)) {
      expect(`${code} ${title}`).toMatch(/^\d+ [A-Z].*[^.]$/);
      expect(advice).toMatch(/^[A-Z].*\.$/);
    }
  });

  it('has ranges that begin before they end', () => {
    expect(GRAPH_ERROR_RANGES.filter(([from, to]) => from >= to)).toEqual([]);
  });
});

describe('Classification', () => {
  it.each([
    [250, 'permission'],
    [132_999, 'template'],
    [131_250, 'group'],
    [131_100, 'request'],
    [133_999, 'registration'],
    [138_500, 'calling'],
    [139_050, 'flow'],
    [139_150, 'account'],
    [2_388_500, 'template'],
  ] as const)('puts the unknown code %d by its range to %s, and does not retry it', (code, kind) => {
    expect(classifyGraphError({ code, httpStatus: 400 })).toMatchObject({
      known: false,
      kind,
      retry: { kind: 'fix' },
    });
  });

  it.each([
    [{ httpStatus: 429 }, 'throttling', 'backoff'],
    [{ httpStatus: 500 }, 'transient', 'backoff'],
    [{ isTransient: true }, 'transient', 'backoff'],
    [{ httpStatus: 401 }, 'authentication', 'fix'],
    [{ httpStatus: 400, isTransient: false }, 'unknown', 'fix'],
    [{}, 'unknown', 'fix'],
  ] as const)('falls back to %o where the code says nothing', (signals, kind, retry) => {
    expect(classifyGraphError({ code: 987_654, ...signals })).toMatchObject({
      known: false,
      kind,
      retry: { kind: retry },
    });
  });

  it('does not let the status overrule a known code: Meta sends throttling as 400 and permission as 500', () => {
    expect(classifyGraphError({ code: 130429, httpStatus: 400 }).retry.kind).toBe('backoff');
    expect(classifyGraphError({ code: 3, httpStatus: 500 }).retry.kind).toBe('fix');
  });

  it('never retries a missing permission, and gives each range an advice of its own', () => {
    for (const httpStatus of [403, 500]) {
      expect(classifyGraphError({ code: 219, httpStatus })).toMatchObject({
        kind: 'permission',
        retry: { kind: 'fix' },
        advice: 'Assign the asset, or grant the permission, to the system user of the token.',
      });
    }
    for (const [from, to, kind] of GRAPH_ERROR_RANGES) {
      const code = Array.from({ length: to - from }, (_, index) => to - index).find(
        (each) => !(each in GRAPH_ERROR_CODES),
      );
      expect(classifyGraphError({ code, httpStatus: 400 })).toMatchObject({ known: false, kind });
    }
    const advices = GRAPH_ERROR_RANGES.map(([, , , advice]) => advice);
    expect(advices.filter((advice) => !/^[A-Z].*\.$/.test(advice))).toEqual([]);
    expect(classifyGraphError({ code: 131_099, httpStatus: 500 })).toMatchObject({
      kind: 'request',
      retry: { kind: 'backoff' },
      advice: 'Try again later.',
    });
  });

  it("takes the subcode where it is more exact, but none of Graph's general ones", () => {
    expect(classifyGraphError({ code: 100, subcode: 2388299 })).toMatchObject({
      kind: 'template',
      known: true,
    });
    expect(classifyGraphError({ code: 100, subcode: 2388998 })).toMatchObject({
      kind: 'request',
      known: true,
    });
    expect(classifyGraphError({ code: 190, subcode: 463 }).kind).toBe('authentication');
    expect(classifyGraphError({ code: 100, subcode: 33 }).kind).toBe('request');
  });

  it('reads a code that is a string, as some webhooks bring it', () => {
    expect(classifyGraphError({ code: '131047' }).kind).toBe('window');
    expect(classifyGraphError({ code: 'x' })).toMatchObject({ known: false, kind: 'unknown' });
  });
});

describe('What Meta says in words only', () => {
  const objects = { phoneNumberId: '106540352242922', businessAccountId: '102290129340398' };
  const gone = (id: string) =>
    `Unsupported post request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation`;

  function classify(error: Readonly<Record<string, unknown>>, path = '106540352242922/messages') {
    return createGraphError({
      status: 400,
      headers: {},
      body: { error: { code: 100, ...error } },
      path,
      objects,
    });
  }

  it.each([
    'Invalid appsecret_proof provided in the API argument',
    'API calls from the server require an appsecret_proof argument',
  ])('is a matter of the settings: %s', (message) => {
    expect(classify({ message })).toMatchObject({
      code: 'WHATSAPP_GRAPH_CONFIGURATION',
      retryable: false,
      advice: expect.stringContaining('WHATSAPP_APP_SECRET'),
      message: expect.stringContaining(message),
    });
  });

  it.each([
    [{ error_subcode: 33, message: gone('106540352242922') }, undefined, 'WHATSAPP_PHONE_NUMBER_ID'],
    [{ message: gone('106540352242922') }, undefined, 'WHATSAPP_PHONE_NUMBER_ID'],
    [{ error_subcode: 33 }, undefined, 'WHATSAPP_PHONE_NUMBER_ID'],
    [{ code: 33 }, '106540352242922/media', 'WHATSAPP_PHONE_NUMBER_ID'],
    [{ error_subcode: 33 }, '102290129340398/message_templates?limit=1', 'WHATSAPP_BUSINESS_ACCOUNT_ID'],
  ] as const)('is a matter of the settings where the object is our own: %j', (error, path, variable) => {
    expect(classify(error, path)).toMatchObject({
      kind: 'configuration',
      advice: expect.stringContaining(variable),
    });
  });

  it.each([
    [{ error_subcode: 33, message: gone('2762702990552401') }, undefined],
    [{ error_subcode: 33 }, '2762702990552401'],
    [{ code: 33 }, '2762702990552401?phone_number_id=106540352242922'],
  ] as const)('is the caller’s where the object is another: %j', (error, path) => {
    const refused = classify(error, path);
    expect(refused).toMatchObject({ kind: 'request', advice: 'Check the id that was given.' });
    expect(refused?.message).not.toContain('WHATSAPP');
  });
});

describe('The text of an error', () => {
  const message = '(#100) Param file must be a file with one of the following types: audio/aac, audio/mp4';

  it.each([
    [{ message, error_user_msg: 'Too large', error_data: { details: 'Because' } }, / - Because$/],
    [{ message, error_user_msg: 'Too large' }, / - Too large$/],
    [
      { message },
      / - \(#100\) Param file must be a file with one of the following types: audio\/aac, audio\/mp4$/,
    ],
    [{ message: 'x', error_data: 'Because' }, / - Because$/],
    [{ message: 'x', details: 'Because' }, / - Because$/],
    [{}, /badly formed parameter$/],
  ])('has the most specific of Meta’s words: %j', (error, words) => {
    expect(answerWith({ code: 100, ...error })?.message).toMatch(words);
  });

  it('does not say twice what the title says', () => {
    expect(answerWith({ code: 131000, message: '(#131000) Something went wrong' })?.message).toBe(
      'Meta refused the request (#131000): Something went wrong',
    );
    expect(
      createWebhookGraphError({
        code: 131026,
        title: 'Message undeliverable',
        message: 'Message undeliverable',
      }).message,
    ).toBe('Meta refused the request (#131026): Message undeliverable');
  });

  it.each(Object.keys(GRAPH_ERROR_CODES).map(Number))(
    'names no key in its advice, which an answer might not have: %d',
    (code) => {
      expect(answerWith({ code })?.advice).not.toMatch(/`(details|body|issues)`/);
    },
  );

  it('shows nothing of the request, whatever the code and the field', () => {
    const contents = contentsOf(
      JSON.stringify({
        to: '+4915112345678',
        text: { body: 'My card is 4111 1111' },
        template: { components: [{ parameters: [{ type: 'text', text: 'Ana' }] }] },
        interactive: {
          header: { document: { filename: 'Diagnosis Ana.pdf' } },
          action: {
            parameters: { flow_token: 'flow-of-ana', flow_action_payload: { data: { iban: 'DE 89370' } } },
          },
        },
        contacts: [{ addresses: [{ city: 'Köln', zip: '50667' }], org: { title: 'Chief' } }],
        location: { name: 'At home', latitude: 50.9 },
        pin: '482913',
      }),
      { secrets: ['own-token', 'app-secret'], ids: ['106540352242'] },
    );
    const sentence =
      "Param 'Ana' of 106540352242: My card is 4111 1111 to 4915112345678, 0151 12345678 or +1 650 555 1234 with 482913, own-token, app-secret, EAAJBforeignTOKEN1 and " +
      `${'ab'.repeat(32)}; Diagnosis%20Ana.pdf, flow-of-ana, DE 89370, K\u00f6ln, 50667, Chief, At home, 50.9, 670843887433847%7CsomeSecretOfIt`;
    const clean =
      "Param '[text of 3 characters]' of 106540352242: [text of 20 characters] to ***5678, ***5678 or ***1234 with [secret], [secret], [secret], [secret] and [secret]; [text of 19 characters], [secret], [text of 8 characters], [text of 4 characters], [text of 5 characters], [text of 5 characters], [text of 7 characters], [text of 4 characters], [secret]";
    for (const code of Object.keys(GRAPH_ERROR_CODES)) {
      const error = createGraphError({
        status: 400,
        headers: {},
        contents,
        body: {
          error: {
            code: Number(code),
            message: sentence,
            title: sentence,
            error_user_title: sentence,
            error_user_msg: sentence,
            error_data: { details: sentence, blame: [sentence] },
            fbtrace_id: 'A1',
          },
          added_users: [{ input: '+4915112345678', token: 'own-token' }],
        },
      });
      expect(error).toMatchObject({
        graphMessage: clean,
        title: clean,
        details: clean,
        userTitle: clean,
        userMessage: clean,
        fbtraceId: 'A1',
        body: { added_users: [{ input: '+4915112345678', token: '[secret]' }] },
      });
      expect(inspect(error, { showHidden: true, depth: 9 })).not.toMatch(
        /My card|own-token|app-secret|EAAJB|abab/,
      );
    }
  });
});

describe('createGraphError', () => {
  it('keeps every field that Meta returned', () => {
    const error = answerWith(
      {
        message: '(#132001) Template name does not exist',
        type: 'OAuthException',
        code: 132001,
        error_subcode: 2494073,
        error_data: { messaging_product: 'whatsapp', details: 'template (hello) does not exist in en' },
        error_user_title: 'No such template',
        error_user_msg: 'Choose another',
        is_transient: false,
        fbtrace_id: 'Az8or2yh',
      },
      404,
    );
    expect(error).toBeInstanceOf(WhatsAppTemplateError);
    expect(error).toMatchObject({
      code: 'WHATSAPP_GRAPH_TEMPLATE',
      kind: 'template',
      httpStatus: 404,
      graphCode: 132001,
      graphSubcode: 2494073,
      graphType: 'OAuthException',
      graphMessage: '(#132001) Template name does not exist',
      details: 'template (hello) does not exist in en',
      fbtraceId: 'Az8or2yh',
      isTransient: false,
      userTitle: 'No such template',
      userMessage: 'Choose another',
      retryable: false,
    });
    expect(error?.message).toBe(
      'Meta refused the request (#132001/2494073): No approved template of this name and language' +
        ' - template (hello) does not exist in en [fbtrace_id Az8or2yh]',
    );
  });

  it('takes error_data that is a plain string', () => {
    expect(answerWith({ code: 100, error_data: 'Param to is invalid' })).toMatchObject({
      details: 'Param to is invalid',
    });
  });

  it('keeps the rest of the answer, where part of the request was carried out, out of sight of a log', () => {
    const body = { block_users: { added_users: [{ input: '1' }] }, error: { code: 139100 } };
    const error = createGraphError({ status: 400, headers: {}, body });
    expect(error).toBeInstanceOf(WhatsAppPartialSuccessError);
    expect(error?.body).toEqual(body);
    expect(inspect(error)).not.toContain('added_users');
  });

  it.each([
    [undefined],
    ['<h1>Bad Gateway</h1>'],
    [null],
    [[]],
    [{ error: 'overloaded' }],
    [{ error: { message: 'not from Meta' } }],
    [{ success: true }],
  ])('sees no error of Meta in %j', (body) => {
    expect(createGraphError({ status: 500, headers: {}, body })).toBeUndefined();
  });

  it.each([
    [{ 'retry-after': '12' }, 12_000],
    [{ 'retry-after': 'soon' }, undefined],
    [{ 'x-business-use-case-usage': '{"1":[{"estimated_time_to_regain_access":3},{"type":"x"}]}' }, 180_000],
    [{ 'x-business-use-case-usage': '{"1":[{"estimated_time_to_regain_access":0}]}' }, undefined],
    [{ 'x-business-use-case-usage': '{broken' }, undefined],
    [{ 'x-business-use-case-usage': 'null' }, undefined],
    [
      {
        'x-business-use-case-usage':
          '{"1":[{"type":"ads_insights","estimated_time_to_regain_access":30}],"2":[{"type":"whatsapp","estimated_time_to_regain_access":1}]}',
      },
      60_000,
    ],
    [{ 'retry-after': 'Fri, 21 Nov 2025 10:00:05 GMT', date: 'Fri, 21 Nov 2025 10:00:00 GMT' }, 5000],
    [{ 'retry-after': 'Fri, 21 Nov 2025 09:00:00 GMT', date: 'Fri, 21 Nov 2025 10:00:00 GMT' }, 0],
    [{ 'retry-after': 'Fri, 21 Nov 2025 10:00:05 GMT' }, undefined],
    [{ 'retry-after': '-5', date: 'Fri, 21 Nov 2025 10:00:00 GMT' }, undefined],
    [{}, undefined],
  ])('reads from %j how long to wait', (headers, retryAfterMs) => {
    const error = answerWith({ code: 80007 }, 400, headers);
    expect(error).toBeInstanceOf(WhatsAppThrottlingError);
    expect(error?.retryAfterMs).toBe(retryAfterMs);
  });

  it('reads the usage headers of throttling only: any answer carries them, and of other things besides', () => {
    const headers = { 'x-business-use-case-usage': '{"1":[{"estimated_time_to_regain_access":30}]}' };
    expect(answerWith({ code: 131000 }, 500, headers)?.retryAfterMs).toBeUndefined();
    expect(answerWith({ code: 131000 }, 500, { ...headers, 'retry-after': '7' })?.retryAfterMs).toBe(7000);
  });
});

describe('createWebhookGraphError', () => {
  it("reads a status's error, with the title that Meta gave it", () => {
    const error = createWebhookGraphError({
      code: '131047',
      title: 'Re-engagement message',
      message: 'Re-engagement message',
      error_data: { details: 'More than 24 hours have passed' },
      href: 'https://developers.facebook.com/docs/',
    });
    expect(error).toBeInstanceOf(WhatsAppServiceWindowError);
    expect(error).toMatchObject({ graphCode: 131047, title: 'Re-engagement message', httpStatus: undefined });
  });

  it('makes an unknown error of anything else, and never throws', () => {
    expect(createWebhookGraphError(null)).toMatchObject({
      code: 'WHATSAPP_GRAPH_UNKNOWN',
      graphCode: undefined,
    });
    expect(createWebhookGraphError({ code: 7, message: 'New one' })).toMatchObject({
      graphCode: 7,
      title: 'New one',
    });
  });
});

describe('The errors', () => {
  it('have the names of their classes and a code of their own', () => {
    expect(answerWith({ code: 190 })).toBeInstanceOf(WhatsAppAuthenticationError);
    expect(answerWith({ code: 190 })).toMatchObject({
      name: 'WhatsAppAuthenticationError',
      code: 'WHATSAPP_GRAPH_AUTHENTICATION',
    });
    expect(answerWith({ code: 100 })).toBeInstanceOf(WhatsAppInvalidRequestError);
  });

  it('say of an unknown outcome why and how to find out, and are never retryable', () => {
    const error = new SendOutcomeUnknownError('reset', { correlationId: 'c-1', attempts: 2 });
    expect(error.message).toBe('It is not known whether the message was sent (reset); correlation id c-1');
    expect(error).toMatchObject({ retryable: false, attempts: 2 });
    expect(error.advice).toContain('Do not send it again blindly');
  });

  it('let a feature refuse a message with a code of its own', () => {
    class QuietHoursError extends SendRefusedError {
      override readonly code = 'QUIET_HOURS';
    }
    const error = new QuietHoursError('quiet hours', 'it is night at the recipient', {
      advice: 'Send it at eight.',
    });
    expect(error).toMatchObject({ code: 'QUIET_HOURS', policy: 'quiet hours', advice: 'Send it at eight.' });
    expect(error).toBeInstanceOf(SendRefusedError);
  });
});

describe('A condition that Meta and the library both know', () => {
  it.each([
    ['window', 131047, WhatsAppServiceWindowError],
    ['opt-out', 131050, WhatsAppOptOutError],
    ['template', 132001, WhatsAppTemplateError],
    ['media', 131053, WhatsAppMediaError],
    ['throttling', 130429, WhatsAppThrottlingError],
  ] as const)('is one error, whoever found it: %s', (kind, code, Condition) => {
    const answer = { error: { code, message: "Meta's own words", error_data: { details: 'Details' } } };
    const ofMeta = createGraphError({ status: 400, headers: {}, body: answer });
    const fields = policyRefusal({ policy: 'a policy', reason: 'it cannot be', graphCode: code });
    const ofPolicy = new Condition(fields);

    for (const error of [ofMeta, ofPolicy]) {
      expect(error).toBeInstanceOf(Condition);
      expect(error).toMatchObject({ kind, graphCode: code, code: ofPolicy.code, name: Condition.name });
    }
    expect(ofMeta).toMatchObject({ origin: 'meta', graphMessage: "Meta's own words", details: 'Details' });
    expect(ofMeta).not.toHaveProperty('policy');
    expect(ofPolicy).toMatchObject({
      origin: 'policy',
      policy: 'a policy',
      reason: 'it cannot be',
      title: ofMeta?.title,
      retryable: ofMeta?.retryable,
      message: 'The message was refused by the policy "a policy": it cannot be',
    });
    expect(ofPolicy.httpStatus).toBeUndefined();
    expect(httpStatusOf(ofPolicy)).toBe(ofMeta && httpStatusOf(ofMeta));
    expect(toHttpBody(ofPolicy, 422)).toMatchObject({
      origin: 'policy',
      reason: 'it cannot be',
      graph: { code },
    });
  });
});
