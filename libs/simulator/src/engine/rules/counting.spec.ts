import { describe, expect, it } from '@jest/globals';
import { DEMO_TEMPLATES, HELLO_WORLD } from '../../demo/demo-templates.js';
import { SURVEY_FLOW } from '../../demo/demo-flows.js';
import { EngineUnderTest, NUMBER_ID, type Outcome } from '../../spec-support/engine-under-test.js';
import { BRUNO, last, number } from '../../spec-support/rule-cases/sends.js';

/** An engine that keeps all of Meta's rules. */
function meta(changes: object = {}): EngineUnderTest {
  return new EngineUnderTest({
    rules: 'meta',
    templates: [HELLO_WORLD, ...DEMO_TEMPLATES],
    ...number(changes),
  });
}

function askToCall(test: EngineUnderTest): Outcome {
  const action = { name: 'call_permission_request' };
  return test.send({
    type: 'interactive',
    interactive: { type: 'call_permission_request', body: { text: 'May we call?' }, action },
  });
}

function throttledFlow(test: EngineUnderTest, to?: string): Outcome {
  const parameters = { flow_message_version: '3', flow_cta: 'Go', flow_id: SURVEY_FLOW.id };
  return test.send({
    type: 'interactive',
    interactive: { type: 'flow', body: { text: 'Well?' }, action: { name: 'flow', parameters } },
    ...(to === undefined ? {} : { to }),
  });
}

/** Uses up what may be sent to Ana for the next 120 seconds. */
async function exhaustPair(test: EngineUnderTest): Promise<void> {
  last(20, () => test.send());
  await test.pass(6000);
}

describe('what one rule refuses uses up nothing of the limits of another', () => {
  it('a request to call that the pair limit refuses can be sent after the pause', async () => {
    const test = meta();
    await exhaustPair(test);
    expect(askToCall(test)).toMatchObject({ code: 131056 });
    await test.pass(20 * 6000);
    expect(askToCall(test)).toHaveProperty('id');
    await test.pass(6000);
    expect(askToCall(test)).toMatchObject({ code: 138009 });
  });

  it('a throttled flow that the pair limit refuses is none of the ten an hour', async () => {
    const test = meta();
    test.engine.state.flows.put({ ...SURVEY_FLOW, status: 'THROTTLED' });
    await exhaustPair(test);
    expect(last(10, () => throttledFlow(test))).toMatchObject({ code: 131056 });
    expect(last(10, () => throttledFlow(test, BRUNO))).toHaveProperty('id');
    expect(throttledFlow(test, BRUNO)).toMatchObject({ code: 132069 });
  });

  it('a message that the pair limit refuses is none of the 80 a second', async () => {
    const test = meta();
    await exhaustPair(test);
    expect(last(80, () => test.send())).toMatchObject({ code: 131056 });
    expect(last(80, (n) => test.send({ to: `+1650555${1000 + n}` }))).toHaveProperty('id');
    expect(test.send({ to: '+16505559999' })).toMatchObject({ code: 130429 });
  });

  it('a user whom no template reached is none of those of the day', async () => {
    const test = meta({ messagingLimitTier: 'TIER_50' });
    await exhaustPair(test);
    expect(test.sendTemplate('hello_world')).toMatchObject({ code: 131056 });
    const to = (n: number) => ({ to: `+1650555${1000 + n}` });
    expect(last(50, (n) => test.sendTemplate('hello_world', [], to(n)))).toHaveProperty('id');
    expect(test.sendTemplate('hello_world', [], to(50))).toMatchObject({ code: 131048 });
  });

  it('a template that the messaging limit refuses costs nothing of the quota with its user', async () => {
    const test = meta({ messagingLimitTier: 'TIER_50' });
    const to = (n: number) => ({ to: `+1650555${1000 + n}` });
    last(50, (n) => test.sendTemplate('hello_world', [], to(n)));
    expect(last(45, () => test.sendTemplate('hello_world'))).toMatchObject({ code: 131048 });
    expect(test.send({}, 'messages', NUMBER_ID)).toHaveProperty('id');
  });
});
