import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { hideSecrets } from './hide-secrets.js';
import { redact, redactPhone, redactSentence, redactText } from './redaction.js';

describe('redaction', () => {
  it('leaves four digits of a phone number, or none of a short one', () => {
    expect(redactPhone('+1 (631) 555-1234')).toBe('***1234');
    expect(redactPhone('5551234')).toBe('***');
    expect(redactPhone('')).toBe('***');
  });

  it('leaves the length of a text', () => {
    expect(redactText('My card is 4111')).toBe('[text of 15 characters]');
  });

  it('masks tokens and phone numbers within a sentence, and leaves ids', () => {
    expect(redactSentence('Call to +1 631 555-1234 with EAAJB0secretTOKEN failed')).toBe(
      'Call to ***1234 with [secret] failed',
    );
    expect(redactSentence('Authorization: Bearer abc.def')).toBe('Authorization: Bearer [secret]');
    expect(redactSentence('GET /x?access_token=abc&fields=id')).toBe(
      'GET /x?access_token=[secret]&fields=id',
    );
    expect(redactSentence('wamid.HBgL of 106540352242922')).toBe('wamid.HBgL of 106540352242922');
  });

  it('masks a message and keeps its shape', () => {
    expect(
      redact({
        messaging_product: 'whatsapp',
        to: '+16315551234',
        type: 'text',
        text: { body: 'Hello Ana', preview_url: false },
        context: { message_id: 'wamid.HBgL' },
      }),
    ).toEqual({
      messaging_product: 'whatsapp',
      to: '***1234',
      type: 'text',
      text: { body: '[text of 9 characters]', preview_url: false },
      context: { message_id: 'wamid.HBgL' },
    });
  });

  it('masks a webhook: people, not ids', () => {
    expect(
      redact({
        metadata: { display_phone_number: '15550783881', phone_number_id: '106540352242922' },
        contacts: [{ profile: { name: 'Ana', username: 'ana.k' }, wa_id: '16505551234', user_id: 'US.1349' }],
        messages: [{ from: '16505551234', id: 'wamid.HBgL', contacts: [{ name: { formatted_name: 'Bo' } }] }],
        template: { name: 'order_update' },
      }),
    ).toEqual({
      metadata: { display_phone_number: '***3881', phone_number_id: '106540352242922' },
      contacts: [{ profile: { name: '[name]', username: '[name]' }, wa_id: '***1234', user_id: 'US.1349' }],
      messages: [{ from: '***1234', id: 'wamid.HBgL', contacts: [{ name: { formatted_name: '[name]' } }] }],
      template: { name: 'order_update' },
    });
  });

  it('masks secrets whatever they are', () => {
    expect(
      redact({ accessToken: 'a', headers: { authorization: ['b'] }, appSecret: { x: 'c' }, pin: 123456 }),
    ).toEqual({
      accessToken: '[secret]',
      headers: { authorization: '[secret]' },
      appSecret: '[secret]',
      pin: '[secret]',
    });
  });

  it('knows header names in any case', () => {
    expect(redact({ Authorization: 'Bearer x', 'X-Hub-Signature-256': 'kept' })).toEqual({
      Authorization: '[secret]',
      'X-Hub-Signature-256': 'kept',
    });
  });

  it('follows errors, maps and lists, and stops at circles, bytes and depth', () => {
    const circle: { self?: unknown; to: string[] } = { to: ['+16315551234'] };
    circle.self = circle;
    expect(redact(circle)).toEqual({ to: ['***1234'], self: '[circular]' });
    expect(redact(new Map([['to', '+16315551234']]))).toEqual({ to: '***1234' });
    expect(redact(new Error('no answer for +16315551234'))).toMatchObject({
      message: 'no answer for ***1234',
    });
    expect(redact({ file: Buffer.from('abc'), at: new Date(0), none: null, run: () => 1 })).toEqual({
      file: '[3 bytes]',
      at: new Date(0),
      none: null,
      run: '[function]',
    });
    let deep: unknown = 'end';
    for (let level = 0; level < 10_000; level += 1) deep = { deep };
    expect(JSON.stringify(redact(deep))).toContain('[too deep]');
  });

  it('changes nothing of what it was given', () => {
    const message = Object.freeze({ to: '+16315551234' });
    redact(message);
    expect(message).toEqual({ to: '+16315551234' });
  });
});

describe('hideSecrets', () => {
  it('hides values from logs and JSON, and leaves them readable', () => {
    const target = hideSecrets({ id: '1', token: 'abc', other: undefined as string | undefined }, [
      'token',
      'other',
    ]);
    expect(target.token).toBe('abc');
    expect(JSON.stringify({ target })).toBe('{"target":{"id":"1","token":"[hidden]"}}');
    expect(inspect({ target })).not.toContain('abc');
    expect(Object.keys(target)).toEqual(['id', 'token', 'other']);
  });
});
