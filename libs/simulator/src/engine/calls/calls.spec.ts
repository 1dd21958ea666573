import { describe, expect, it } from '@jest/globals';
import { EngineUnderTest, NUMBER_ID } from '../../spec-support/engine-under-test.js';

function lenient() {
  const test = new EngineUnderTest({ rules: 'lenient' });
  const events = () => test.values('calls').map((value) => JSON.stringify(value));
  const call = (id = '') => test.engine.state.calls.find(id);
  return { test, events, call };
}

describe('a call of a user', () => {
  it('is given up by the user before the business answers', async () => {
    const { test, call } = lenient();
    const { callId = '' } = await test.act({ action: 'call' });
    expect(call(callId)).toMatchObject({ state: 'ringing', direction: 'USER_INITIATED' });
    await test.act({ action: 'end_call', callId });
    expect(call(callId)).toMatchObject({ state: 'ended', ending: 'cancelled' });
    expect(call(callId)?.webhookIds).toHaveLength(2);
  });

  it('rings for a minute, then it is missed', async () => {
    const { test, events, call } = lenient();
    const { callId = '' } = await test.act({ action: 'call' });
    await test.pass(59_999);
    expect(call(callId)?.state).toBe('ringing');
    await test.pass(1);
    expect(call(callId)).toMatchObject({ state: 'ended', ending: 'missed' });
    expect(events().at(-1)).toContain('"event":"terminate","status":"FAILED"');
  });

  it('lasts from when the business takes it until one of them hangs up', async () => {
    const { test, events, call } = lenient();
    const { callId = '' } = await test.act({ action: 'call' });
    const ringing = call(callId);
    if (ringing) test.engine.actor.calls.connect(ringing);
    await test.pass(90_000);
    expect(call(callId)?.state).toBe('accepted');
    await test.act({ action: 'end_call', callId });
    expect(call(callId)?.ending).toBe('completed');
    expect(events().at(-1)).toContain('"duration":90');
  });
});

describe('a call of the business', () => {
  it.each([
    ['accept_call', 'accepted', undefined],
    ['reject_call', 'ended', 'declined'],
    ['end_call', 'ended', 'declined'],
  ] as const)('%s: it is %s (%s)', async (action, state, ending) => {
    const { test, call } = lenient();
    const { id } = test.engine.actor.calls.dial(test.ana, NUMBER_ID, 'mine');
    await test.act({ action, callId: id });
    expect(call(id)?.state).toBe(state);
    expect(call(id)?.ending).toBe(ending);
  });

  it('is missed where the user does not answer', async () => {
    const { test, call } = lenient();
    const { id } = test.engine.actor.calls.dial(test.ana, NUMBER_ID, undefined);
    await test.pass(60_000);
    expect(call(id)?.ending).toBe('missed');
    await expect(test.act({ action: 'accept_call', callId: id })).rejects.toThrow('no call');
  });
});
