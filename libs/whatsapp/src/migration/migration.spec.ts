import { describe, expect, it } from '@jest/globals';
import {
  RequestNotSentError,
  SendOutcomeUnknownError,
  SendRefusedError,
  WhatsAppConfigurationError,
  WhatsAppValidationError,
  type WhatsAppError,
} from '../errors/index.js';
import { createWebhookGraphError } from '../errors/internal.js';
import { MessageValidator } from '../messages/validation/message-validator.js';
import { onPremisesCases } from '../../../../test/support/on-premises/on-premises-cases.js';
import { fromOnPremises } from './from-on-premises.js';
import { toOnPremisesErrors } from './on-premises-errors.js';
import { OnPremisesMessageError } from './on-premises-message.error.js';

const listed = (report: readonly { code: string; path: string }[]): string[] =>
  report.map(({ code, path }) => `${code} ${path}`);

describe('fromOnPremises', () => {
  const validator = new MessageValidator({ maxBodyBytes: 100_000 });

  it.each(onPremisesCases)('translates $name', ({ old, cloud, notes = [], warnings = [] }) => {
    const payload = { to: '+41791234567', recipient_type: 'individual', ...old };
    const before = structuredClone(payload);
    const translation = fromOnPremises(payload);

    expect(translation.message).toStrictEqual({
      messaging_product: 'whatsapp',
      to: payload.to,
      recipient_type: 'individual',
      ...cloud,
    });
    expect(listed(translation.notes)).toEqual(notes);
    expect(listed(translation.warnings)).toEqual(warnings);
    expect(payload).toEqual(before);
    expect(() => validator.validate(translation.message)).not.toThrow();
  });

  it.each([
    ['41791234567', '+41791234567', ['address-completed to']],
    ['+41 79 123 45 67', '+41 79 123 45 67', []],
    ['079 123 45 67', '079 123 45 67', []],
    ['0791234567', '0791234567', []],
  ])('addresses %s as %s', (to, expected, notes) => {
    const translation = fromOnPremises({ to, type: 'text', text: { body: 'Hi' } });
    expect(translation.message.to).toBe(expected);
    expect(listed(translation.notes)).toEqual(notes);
  });

  it('keeps what neither API knows, so that sending names it', () => {
    const { message } = fromOnPremises({
      to: '+41791234567',
      type: 'text',
      text: { body: 'Hi' },
      colour: 'red',
    });
    expect(() => validator.validate(message)).toThrow(/colour/);
  });

  it.each([
    ['group', 'to', { to: '41791234567-1514764800', type: 'text' }],
    ['group', 'to', { to: '41791234567-1514764800@g.us', type: 'text' }],
    ['group', 'recipient_type', { to: 'abc', recipient_type: 'group', type: 'text' }],
    ['message-id', 'context.message_id', { to: '+41791234567', context: { message_id: 'gBGGFlA' } }],
    ['message-id', 'reaction.message_id', { to: '+41791234567', reaction: { message_id: 'gBGGFlA' } }],
  ])('refuses what only the old API knew: %s in %s', (kind, path, payload) => {
    const attempt = () => fromOnPremises(payload);
    expect(attempt).toThrow(OnPremisesMessageError);
    expect(attempt).toThrow(
      expect.objectContaining({
        kind,
        code: 'WHATSAPP_ON_PREMISES_MESSAGE',
        issues: [expect.objectContaining({ path })],
      }),
    );
  });

  it.each([
    ['', null],
    ['', [{}]],
    ['hsm', { to: '+1', hsm: 'x' }],
    ['hsm.element_name', { to: '+1', hsm: {} }],
    ['hsm.localizable_params', { to: '+1', hsm: { element_name: 'a', localizable_params: 'b' } }],
    ['hsm.localizable_params[0]', { to: '+1', hsm: { element_name: 'a', localizable_params: ['b'] } }],
    ['hsm.localizable_params[0].default', { to: '+1', hsm: { element_name: 'a', localizable_params: [{}] } }],
  ])('names the place that it cannot read: "%s"', (path, payload) => {
    const attempt = () => fromOnPremises(payload);
    expect(attempt).toThrow(WhatsAppValidationError);
    expect(attempt).toThrow(expect.objectContaining({ issues: [expect.objectContaining({ path })] }));
  });

  it('takes fields that are null for left out', () => {
    const old = {
      to: '+41791234567',
      type: null,
      recipient_type: null,
      hsm: null,
      ttl: null,
      image: { id: '8801', link: null, caption: null, provider: null },
    };
    const { message, warnings } = fromOnPremises(old);
    expect(warnings).toEqual([]);
    expect(validator.validate(message).message).toEqual({
      messaging_product: 'whatsapp',
      to: '+41791234567',
      image: { id: '8801' },
    });
    expect(old.image.link).toBeNull();
  });

  it.each([
    [{ type: 'text', text: 'Hi', preview_url: true }],
    [{ type: 'image', image: null }],
    [{ type: 'template', template: [] }],
    [{ type: 'template', template: { name: 'a', language: 'en', components: [null, { type: 'body' }] } }],
    [{ type: 'contacts', contacts: {} }],
    [{ type: 'contacts', contacts: [7, { phones: 'x' }] }],
    [{ type: 'interactive', interactive: 'x' }],
    [{ type: 'interactive', interactive: { header: 1, action: 2 } }],
  ])('leaves nonsense to the validator: %j', (content) => {
    const { message } = fromOnPremises({ to: '+41791234567', ...content });
    expect(() => validator.validate(message)).toThrow(WhatsAppValidationError);
  });
});

describe('toOnPremisesErrors', () => {
  const graph = (code: number, details?: string): WhatsAppError => {
    const error = { code, message: `(#${code}) Something`, error_data: { details } };
    return createWebhookGraphError(error);
  };

  it.each([
    [100, 400],
    [131008, 1008],
    [131009, 1009],
    [131042, 402],
    [130429, 429],
    [131056, 429],
    [131048, 471],
    [131047, 470],
    [130472, 472],
    [137000, 480],
    [131026, 1013],
    [131000, 1014],
    [131021, 1021],
    [1026, 1026],
    [132000, 2000],
    [132001, 2001],
    [132005, 2005],
    [132012, 2012],
    [132015, 2061],
    [132016, 2062],
    [2040, 2040],
    [131049, 131049],
  ])('gives %i its old code %i', (code, old) => {
    expect(toOnPremisesErrors(graph(code, 'the reason'), 422)).toEqual([
      { code: old, title: expect.any(String), details: 'the reason' },
    ]);
  });

  it('says all that is wrong with a message, missing or not valid', () => {
    const error = new WhatsAppValidationError([
      { path: 'text.body', message: 'is required: it must be a string' },
      { path: 'to', message: 'has no "+"' },
      { path: '', message: 'must be an object' },
    ]);
    expect(toOnPremisesErrors(error, 400)).toEqual([
      {
        code: 1008,
        title: 'Required parameter is missing',
        details: 'text.body: is required: it must be a string',
      },
      { code: 1009, title: 'Parameter value is not valid', details: 'to: has no "+"' },
      { code: 1009, title: 'Parameter value is not valid', details: 'must be an object' },
    ]);
  });

  it.each([
    { error: graph(131051), status: 422, code: 131051, details: /131051/ },
    {
      error: new SendOutcomeUnknownError('reset', { correlationId: 'c-1' }),
      status: 502,
      code: 1014,
      details: /not known.*c-1/,
    },
    {
      error: new WhatsAppConfigurationError(['secret place']),
      status: 500,
      code: 1014,
      details: /^WhatsApp is not configured correctly$/,
    },
    { error: new SendRefusedError('hours', 'closed'), status: 409, code: 400, details: /hours/ },
    {
      error: new SendRefusedError('window', 'closed', { equivalentGraphCode: 131047 }),
      status: 409,
      code: 470,
      details: /closed/,
    },
    {
      error: new SendRefusedError('consent', 'no marketing', { equivalentGraphCode: 131050 }),
      status: 409,
      code: 131050,
      details: /no marketing/,
    },
    { error: new RequestNotSentError('dns'), status: 503, code: 1014, details: /dns/ },
  ])('has an answer for $error.name', ({ error, status, code, details }) => {
    expect(toOnPremisesErrors(error, status)).toEqual([
      { code, title: expect.any(String), details: expect.stringMatching(details) },
    ]);
  });
});
