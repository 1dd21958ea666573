import { afterEach, describe, expect, it } from '@jest/globals';
import { GraphUnderTest } from '../spec-support/graph-under-test.js';
import type { BusinessNumberChanges } from './api/index.js';

let test: GraphUnderTest | undefined;

afterEach(() => test?.stop());

async function start() {
  const startAt = new Date('2026-11-29T12:00:00Z');
  const running = await GraphUnderTest.start({ startAt, speed: 0, demo: true });
  test = running;
  const { simulator, phone } = running;
  const told: GraphUnderTest['told'] = (field) => running.told(field);
  const call: GraphUnderTest['call'] = (...args) => running.call(...args);
  return { simulator, phone, told, call };
}

const DIGITS = '15550783881';
const CAPABILITY = { max_phone_numbers_per_business: 20, max_phone_numbers_per_waba: 20 };
const NAME = { display_phone_number: DIGITS, rejection_reason: null };

describe('a change by the control API', () => {
  it.each<readonly [string, BusinessNumberChanges, string, readonly object[]]>([
    [
      'the messaging limit',
      { messagingLimitTier: 'TIER_10K' },
      'business_capability_update',
      [{ max_daily_conversations_per_business: 'TIER_10K', ...CAPABILITY }],
    ],
    [
      'more throughput',
      { throughput: 'HIGH' },
      'phone_number_quality_update',
      [
        {
          display_phone_number: DIGITS,
          event: 'THROUGHPUT_UPGRADE',
          max_daily_conversations_per_business: 'TIER_2K',
        },
      ],
    ],
    [
      'another display name',
      { verifiedName: 'Harbour Café' },
      'phone_number_name_update',
      [{ ...NAME, decision: 'APPROVED', requested_verified_name: 'Harbour Café' }],
    ],
    [
      'a display name that is declined',
      { nameStatus: 'DECLINED' },
      'phone_number_name_update',
      [
        {
          display_phone_number: DIGITS,
          decision: 'REJECTED',
          requested_verified_name: 'Simulated Business',
          rejection_reason: 'NAME_NOT_CONSISTENT',
        },
      ],
    ],
    [
      'an account that is locked',
      { restriction: 'locked' },
      'account_update',
      [
        {
          phone_number: DIGITS,
          event: 'DISABLED_UPDATE',
          ban_info: { waba_ban_state: 'DISABLE', waba_ban_date: 'November 29, 2026' },
        },
      ],
    ],
    [
      'an offence against a policy',
      { restriction: 'policy' },
      'account_update',
      [
        { phone_number: DIGITS, event: 'ACCOUNT_VIOLATION', violation_info: { violation_type: 'SPAM' } },
        {
          phone_number: DIGITS,
          event: 'ACCOUNT_RESTRICTION',
          restriction_info: [
            { restriction_type: 'RESTRICTED_BIZ_INITIATED_MESSAGING', expiration: 1796558400 },
            { restriction_type: 'RESTRICTED_CUSTOMER_INITIATED_MESSAGING', expiration: 1796558400 },
          ],
        },
      ],
    ],
    [
      'a PIN',
      { pin: '123456' },
      'security',
      [{ display_phone_number: DIGITS, event: 'PIN_CHANGED', requester: expect.any(String) }],
    ],
  ])('is told of: %s', async (_what, changes, field, values) => {
    const { simulator, told, phone } = await start();
    simulator.control.updatePhoneNumber(phone, changes);
    await simulator.settled();
    expect(told(field)).toEqual(values);
    // Once more the same is no change.
    simulator.control.updatePhoneNumber(phone, changes);
    await simulator.settled();
    expect(told(field)).toHaveLength(values.length);
  });

  it('that is taken back is told of too', async () => {
    const { simulator, told, phone } = await start();
    simulator.control.updatePhoneNumber(phone, { restriction: 'locked', pin: '123456' });
    simulator.control.updatePhoneNumber(phone, { restriction: 'none', pin: null });
    await simulator.settled();
    expect(told('account_update').at(-1)).toMatchObject({ ban_info: { waba_ban_state: 'REINSTATE' } });
    expect(told('security').at(-1)).toMatchObject({ event: 'PIN_RESET_SUCCESS' });
  });

  it('to the parts and the category of a template is told of', async () => {
    const { simulator, told } = await start();
    const template = simulator.control.templates().find(({ name }) => name === 'hello_world');
    const components = [
      { type: 'HEADER', format: 'TEXT', text: 'A header' },
      { type: 'BODY', text: 'A body' },
      { type: 'FOOTER', text: 'A footer' },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'URL', text: 'Open', url: 'https://example.org' },
          { type: 'PHONE_NUMBER', text: 'Call', phone_number: '+15550783881' },
        ],
      },
    ];
    const review = { components, category: 'MARKETING' } as const;
    const changed = await simulator.control.reviewTemplate(template?.id ?? '', review);
    expect(changed).toMatchObject(review);
    const named = {
      message_template_id: Number(template?.id),
      message_template_name: 'hello_world',
      message_template_language: 'en_US',
    };
    expect(told('message_template_components_update')).toEqual([
      {
        ...named,
        message_template_title: 'A header',
        message_template_element: 'A body',
        message_template_footer: 'A footer',
        message_template_buttons: [
          {
            message_template_button_type: 'URL',
            message_template_button_text: 'Open',
            message_template_button_url: 'https://example.org',
          },
          {
            message_template_button_type: 'PHONE_NUMBER',
            message_template_button_text: 'Call',
            message_template_button_phone_number: '+15550783881',
          },
        ],
      },
    ]);
    expect(told('template_category_update')).toEqual([
      { ...named, previous_category: 'UTILITY', new_category: 'MARKETING' },
    ]);
  });
});

describe('a change by the business itself', () => {
  it('is told of: PIN, display name, settings for calls, parts of a template', async () => {
    const { simulator, call, told, phone } = await start();
    await call('POST', phone, { pin: '123456', new_display_name: 'Harbour Café' });
    await call('POST', `${phone}/settings`, { calling: { status: 'DISABLED' } });
    const template = simulator.control.templates().find(({ name }) => name === 'hello_world');
    await call('POST', template?.id ?? '', { components: [{ type: 'BODY', text: 'A new body' }] });
    await simulator.settled();
    expect(told('security')).toMatchObject([{ event: 'PIN_CHANGED' }]);
    expect(told('phone_number_name_update')).toMatchObject([{ requested_verified_name: 'Harbour Café' }]);
    expect(told('account_settings_update')).toMatchObject([
      {
        type: 'phone_number_settings',
        phone_number_settings: { phone_number_id: phone, calling: { status: 'DISABLED' } },
      },
    ]);
    expect(told('message_template_components_update')).toMatchObject([
      { message_template_element: 'A new body' },
    ]);
  });
});
