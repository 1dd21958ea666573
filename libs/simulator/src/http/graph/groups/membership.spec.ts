import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { GraphUnderTest } from '../../../spec-support/graph-under-test.js';

let test: GraphUnderTest;
let group: string;
let everybody: string[];

beforeEach(async () => {
  test = await GraphUnderTest.start({ rules: { groups: true } });
  await test.call('POST', `${test.phone}/groups`, {
    messaging_product: 'whatsapp',
    subject: 'Neighbours',
    join_approval_mode: 'approval_required',
  });
  const { control } = test.simulator;
  group = control.groups()[0]?.id ?? '';
  everybody = Array.from({ length: 10 }, (_, n) => `35191000000${n}`);
  for (const number of everybody) {
    control.addPerson({ phoneNumber: `+${number}` });
    await control.changeMembership(group, number, 'join');
  }
});

afterEach(() => test.stop());

const inside = () => test.simulator.control.groups()[0]?.participantIds.length;

async function requests(): Promise<string[]> {
  const { data } = await test.call('GET', `${group}/join_requests?limit=20`);
  return (data as { join_request_id: string }[]).map(({ join_request_id }) => join_request_id);
}

const approve = (ids: readonly string[]) =>
  test.call('POST', `${group}/join_requests`, { messaging_product: 'whatsapp', join_requests: ids });

describe('Requests to join a group', () => {
  it('are approved until it has eight people, and then none of a list is', async () => {
    const ids = await requests();
    expect(await approve(ids)).toMatchObject({ status: 400, error: { code: 131_204 } });
    expect(inside()).toBe(0);
    expect(await approve(ids.slice(0, 7))).toMatchObject({ status: 200 });
    expect(await approve(ids.slice(7, 9))).toMatchObject({ error: { code: 131_204 } });
    expect(await approve(ids.slice(7, 8))).toMatchObject({ status: 200 });
    expect(inside()).toBe(8);
    expect(await requests()).toHaveLength(2);
  });

  it('tell who asks, and since when', async () => {
    const answer = await test.call('GET', `${group}/join_requests?limit=1`);
    expect(answer['data']).toEqual([
      {
        join_request_id: expect.any(String),
        wa_id: everybody[0],
        user_id: expect.any(String),
        creation_timestamp: expect.any(Number),
      },
    ]);
    test.simulator.control.updatePerson(everybody[0] ?? '', { hidesPhoneNumber: true });
    const { data } = await test.call('GET', `${group}/join_requests?limit=1`);
    expect(data).toEqual([
      {
        join_request_id: expect.any(String),
        user_id: expect.any(String),
        creation_timestamp: expect.any(Number),
      },
    ]);
  });

  it('are approved all or none where one of them is unknown', async () => {
    const [first = ''] = await requests();
    expect(await approve([first, 'nobody'])).toMatchObject({ error: { code: 131_213 } });
    expect(inside()).toBe(0);
    expect(await approve([first, first])).toMatchObject({ approved_join_requests: [first] });
  });
});

describe('People are put out of a group', () => {
  const putOut = (...users: string[]) =>
    test.call('DELETE', `${group}/participants`, {
      messaging_product: 'whatsapp',
      participants: users.map((user) => ({ user })),
    });

  it('all that are named, or nobody where one of them is not in it', async () => {
    await approve((await requests()).slice(0, 3));
    const [first = '', second = '', , stranger = ''] = everybody;
    expect(await putOut(first, second, stranger)).toMatchObject({ error: { code: 131_212 } });
    expect(inside()).toBe(3);
    expect(await putOut(first, second)).toMatchObject({ status: 200 });
    expect(inside()).toBe(1);
  });
});
