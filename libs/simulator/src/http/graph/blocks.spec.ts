import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { GraphUnderTest } from '../../spec-support/graph-under-test.js';

let test: GraphUnderTest;

beforeEach(async () => {
  test = await GraphUnderTest.start();
});

afterEach(() => test.stop());

const block = (...block_users: object[]) =>
  test.call('POST', `${test.phone}/block_users`, { messaging_product: 'whatsapp', block_users });

describe('A user to block', () => {
  it.each([
    [{ user: 'abc' }, "block_users['user']"],
    [{ user: '+' }, "block_users['user']"],
    [{ user_id: 'Ana' }, "block_users['user_id']"],
  ])('that is neither number nor id is refused by the name of the parameter: %j', async (user, param) => {
    const before = test.simulator.control.people().length;
    expect(await block({ user: '+351912345678' }, user)).toMatchObject({
      status: 400,
      error: { code: 131_009, error_data: { details: expect.stringContaining(param) } },
    });
    expect(test.simulator.control.people()).toHaveLength(before);
  });

  it('is listed with the fields that are asked for', async () => {
    await block({ user: '+351912345678' });
    const { data } = await test.call('GET', `${test.phone}/block_users?fields=wa_id`);
    expect(data).toEqual([{ wa_id: '351912345678' }]);
    expect(await test.call('GET', `${test.phone}/block_users?fields=colour`)).toMatchObject({
      status: 400,
      error: { code: 100, message: expect.stringContaining('(colour)') },
    });
  });

  it('is a number in any form, or a WhatsApp id without +', async () => {
    expect(await block({ user: '(650) 555-1234' }, { user: '351912345678' })).toMatchObject({
      block_users: { added_users: [{ wa_id: '16505551234' }, { wa_id: '351912345678' }] },
    });
  });
});
