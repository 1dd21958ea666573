import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { GraphUnderTest } from '../spec-support/graph-under-test.js';
import { createSimulatorClient, type SimulatorClient } from './client/index.js';

const ANA = '16505551234';
const TEXT = { messaging_product: 'whatsapp', to: `+${ANA}`, type: 'text', text: { body: 'Hello' } };

let test: GraphUnderTest;
let client: SimulatorClient;

beforeEach(async () => {
  test = await GraphUnderTest.start({ demo: true, speed: 0, startAt: new Date('2026-01-01T00:00:00Z') });
  client = createSimulatorClient(test.simulator.url);
});

afterEach(() => test.stop());

const send = () => test.call('POST', `${test.phone}/messages`, TEXT);

describe('a time that no date can hold', () => {
  it('is refused as an advance, and the simulator works on', async () => {
    await expect(client.advance(1e17)).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining('body/ms must be <='),
    });
    const wholeRange = Date.UTC(9999, 11, 31);
    await expect(client.advance(wholeRange)).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining('end of 9999'),
    });
    expect((await client.state()).clock.now).toBe('2026-01-01T00:00:00.000Z');
  });

  it('is not reached by steps either, and the last moment still takes messages', async () => {
    await client.advance(Date.UTC(9999, 11, 31, 23, 59, 59, 999) - Date.UTC(2026, 0, 1));
    await expect(client.advance(1)).rejects.toMatchObject({ status: 400 });
    expect(await send()).toMatchObject({ status: 200 });
    expect((await client.people()).length).toBeGreaterThan(1);
  });

  it.each([1e300, -1e20, -1])('is refused as the time of an imported state: %d', async (now) => {
    const state = { ...(test.simulator.control.exportState() as object), now };
    await expect(client.importState(state)).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining('body/now must be'),
    });
    expect((await client.state()).clock.now).toBe('2026-01-01T00:00:00.000Z');
  });
});

const FAULT = { id: 'fault-1', chances: 0, hits: 0, left: 1 };

describe('a state that cannot be imported', () => {
  it.each([
    ['people', [{}], 'body/people/0 must have required property'],
    ['messages', [{}], 'body/messages/0 must have required property'],
    ['messages', [{ steps: 'none' }], 'body/messages/0 must have required property'],
    ['templates', [{}], 'body/templates/0 must have required property'],
    ['media', [{}], 'body/media/0 must have required property'],
    ['groups', [{}], 'body/groups/0 must have required property'],
    ['flows', [null], 'body/flows/0 must be object'],
    ['phoneNumbers', [{}], 'body/phoneNumbers/0 must have required property'],
    ['faults', [{ ...FAULT, order: { kind: 'zz' } }], 'body/faults/0/order/kind must be equal to one of'],
    ['faults', [{ ...FAULT, order: { kind: 'error', headers: { a: 'b\nc' } } }], 'headers'],
    ['faults', [{ ...FAULT, order: undefined }], "body/faults/0 must have required property 'order'"],
    ['settings', { numbers: 3 }, 'body/settings'],
    ['calls', [{ id: '1', personId: 'nobody' }], 'body/calls/0'],
    [
      'readReceipts',
      [{ messageId: '1', typing: true, phoneNumberId: '1', acceptedAt: 'soon' }],
      'readReceipts/0/acceptedAt',
    ],
    ['uploads', { sessions: [{}], files: [] }, 'body/uploads/sessions/0'],
    ['random', { lots: 'x' }, 'body/random'],
    ['rules', { a: 1 }, 'body/rules must NOT have additional properties'],
  ])('%s as %j is refused by its name, and nothing is lost', async (member, value, message) => {
    await send();
    const before = await (await fetch(`${test.simulator.url}/simulator/export`)).json();
    await expect(client.importState({ ...(before as object), [member]: value })).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining(message),
    });
    expect(await (await fetch(`${test.simulator.url}/simulator/export`)).json()).toEqual(before);
  });

  it.each([
    ['personId', 'US.404', 'messages/0/personId: there is nobody with the user id "US.404"'],
    ['accepted', 'acceptedAt', 'messages/0/accepted/acceptedAt must be a date and time'],
  ])('is refused for a message whose %s leads nowhere', async (member, value, message) => {
    await send();
    const before = test.simulator.control.exportState();
    const first = before.messages.find(({ direction }) => direction === 'outbound');
    const changed = {
      ...first,
      [member]: member === 'accepted' ? { ...first?.accepted, [value]: '?' } : value,
    };
    await expect(client.importState({ ...before, messages: [changed] })).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining(message),
    });
    expect(await client.messages(ANA)).not.toEqual([]);
  });

  it('is refused in the same way where no HTTP is between', () => {
    const { control } = test.simulator;
    const before = control.exportState();
    const broken = { ...before, people: [{} as (typeof before.people)[0]] };
    expect(() => control.importState(broken)).toThrow('state/people/0 must have required property');
    expect(control.people().length).toBeGreaterThan(1);
  });
});

describe('a number or an id that somebody else has', () => {
  it('is not taken over, and nobody is lost', async () => {
    const before = await client.people();
    const [ana, other] = before;
    const phoneNumber = other?.phoneNumber ?? '';
    await expect(client.act(ANA, { action: 'change_number', phoneNumber })).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining(`${phoneNumber} is ${other?.name}'s`),
    });
    await expect(
      client.act(ANA, { action: 'change_user_id', userId: other?.id ?? '' }),
    ).rejects.toMatchObject({ status: 400 });
    expect((await client.people()).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    expect(
      await client.act(ANA, { action: 'change_number', phoneNumber: ana?.phoneNumber ?? '' }),
    ).toBeDefined();
  });
});

describe('what is kept of refused calls', () => {
  it('is the beginning of a long request, and a short one as it came', async () => {
    const body = { ...TEXT, text: { body: 'x'.repeat(100_000) } };
    await test.call('POST', `${test.phone}/messages`, body);
    await test.call('POST', `${test.phone}/messages`, { ...TEXT, type: 'song' });
    const [short, long] = await client.refused();
    expect(short?.request).toEqual({ ...TEXT, type: 'song' });
    expect(long?.request).toMatch(/^\{"messaging_product":"whatsapp".*… \(\d{6} characters\)$/);
    expect(String(long?.request).length).toBeLessThan(17_000);
  });

  it('does not hold the rest of it in memory', async () => {
    setFlagsFromString('--expose_gc');
    const collect = runInNewContext('gc') as () => void;
    collect();
    const before = process.memoryUsage().heapUsed;
    for (let call = 0; call < 20; call += 1) {
      await test.call('POST', `${test.phone}/messages`, { ...TEXT, text: { body: call + 'x'.repeat(3e6) } });
    }
    collect();
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(20e6);
  });
});

describe('a fault that no HTTP server could carry out', () => {
  it.each([
    [{ headers: { 'bad header': 'x' } }, 'names and values that HTTP can carry'],
    [{ headers: { 'x-a': 'one\ntwo' } }, 'names and values that HTTP can carry'],
    [{ headers: { 'Content-Length': '5' } }, 'must not have Content-Length'],
    [{ headers: { 'transfer-encoding': 'chunked' } }, 'must not have transfer-encoding'],
    [{ status: 200 }, 'body/status must be >= 400'],
    [{ status: 204 }, 'body/status must be >= 400'],
    [{ kind: 'latency', latencyMs: 1e13 }, 'body/latencyMs must be <= 2147483647'],
  ] as const)('is refused: %j', async (order, message) => {
    await expect(client.addFault({ kind: 'error', ...order })).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining(message),
    });
    expect(await send()).toMatchObject({ status: 200 });
  });
});
