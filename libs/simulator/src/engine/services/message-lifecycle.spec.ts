import { describe, expect, it } from '@jest/globals';
import { DEMO_TEMPLATES, HELLO_WORLD } from '../../demo/demo-templates.js';
import { ANA, EngineUnderTest, NUMBER_ID } from '../../spec-support/engine-under-test.js';
import { BRUNO, sale } from '../../spec-support/rule-cases/sends.js';
import { conversationOf } from '../conversations/conversation.js';

const ALL_STATUSES = ['sent', 'delivered', 'read'];
const HELD_MS = 10 * 60 * 1000;

/** An engine that keeps all of Meta's rules, and holds what is sent with the template for a sale. */
async function pacing(how: 'release' | 'drop' = 'release'): Promise<EngineUnderTest> {
  const test = new EngineUnderTest({ rules: 'meta', templates: [HELLO_WORLD, ...DEMO_TEMPLATES] });
  const [template] = test.engine.state.templates.named('spring_sale');
  if (!template) throw new Error('There is no template spring_sale.');
  await test.engine.reviews.decide(template, { pacing: how });
  return test;
}

function bruno(test: EngineUnderTest) {
  return test.engine.state.people.withWaId(BRUNO.slice(1));
}

describe('a message that is held for quality', () => {
  it('is delivered when it is released', async () => {
    const test = await pacing();
    const held = sale(test);
    await test.pass(HELD_MS - 1);
    expect(test.statuses(held)).toEqual([]);
    await test.pass();
    expect(test.statuses(held)).toEqual(ALL_STATUSES);
  });

  it('fails at its release by the rules that hold for every other one', async () => {
    const test = await pacing();
    const toUnitedStates = sale(test, ANA);
    bruno(test).onWhatsApp = false;
    const notOnWhatsApp = sale(test);
    await test.pass(HELD_MS);
    await test.pass();
    expect(test.statuses(toUnitedStates)).toEqual(['failed 131049']);
    expect(test.statuses(notOnWhatsApp)).toEqual(['failed 131026']);
  });

  it('fails for who has stopped marketing while it was held', async () => {
    const test = await pacing();
    const held = sale(test);
    await test.act({ action: 'stop_marketing' }, bruno(test));
    await test.pass(HELD_MS);
    await test.pass();
    expect(test.statuses(held)).toEqual(['failed 131050']);
  });

  it('fails by an order of the test', async () => {
    const test = await pacing();
    test.engine.state.faults.add({ kind: 'failed_status', code: 131000 });
    const held = sale(test);
    await test.pass(HELD_MS);
    await test.pass();
    expect(test.statuses(held)).toEqual(['failed 131000']);
  });

  it('is dropped with 132015 and draws no fault where the template was paused meanwhile', async () => {
    const test = await pacing('drop');
    test.engine.state.faults.add({ kind: 'failed_status', code: 131000 });
    const held = sale(test);
    await test.pass(HELD_MS);
    await test.pass();
    expect(test.statuses(held)).toEqual(['failed 132015']);
    expect(test.engine.state.faults.all).toHaveLength(1);
  });

  it('is under way until its last status', async () => {
    const test = await pacing();
    sale(test);
    let settled = false;
    const waiting = (async () => {
      await test.engine.pending.settled();
      settled = true;
    })();
    await test.pass(HELD_MS - 1);
    expect(settled).toBe(false);
    await test.pass();
    await waiting;
    expect(settled).toBe(true);
  });
});

describe('a message to somebody who goes offline and comes back', () => {
  /** Goes offline, and comes back after so many milliseconds. */
  async function away(test: EngineUnderTest, ms: number): Promise<void> {
    test.ana.online = false;
    await test.pass(ms);
    test.ana.online = true;
    test.engine.lifecycle.deliverWaiting(test.ana);
  }

  it.each([
    ['before it was sent', 10],
    ['between sent and delivered', 100],
    ['long after', 60_000],
  ])('is delivered and read once: %s', async (_when, ms) => {
    const test = new EngineUnderTest({ rules: 'lenient' });
    const sent = test.send();
    await away(test, ms);
    await test.pass();
    expect(test.statuses(sent)).toEqual(ALL_STATUSES);
  });

  it('counts once as unread', async () => {
    const test = new EngineUnderTest({ rules: 'lenient', statusDelays: { readMs: false } });
    test.send();
    await away(test, 100);
    await test.pass();
    expect(conversationOf(test.ana, NUMBER_ID).unread).toBe(1);
  });

  it('is delivered also where nothing tells that it was sent', async () => {
    const test = new EngineUnderTest({ rules: 'lenient', statusDelays: { sentMs: false } });
    test.ana.online = false;
    const sent = test.send();
    await away(test, 60_000);
    await test.pass();
    expect(test.statuses(sent)).toEqual(['delivered', 'read']);
  });

  it('in a group is delivered once to each, also where nothing tells that it was sent', async () => {
    const test = new EngineUnderTest({ rules: 'lenient', statusDelays: { sentMs: false } });
    const group = test.engine.state.groups.open(NUMBER_ID, 'Team', '', 'auto_approve', 0);
    group.participants.add(test.ana).add(bruno(test));
    test.ana.online = false;
    const sent = test.send({ recipient_type: 'group', to: group.id });
    await away(test, 200);
    await test.pass();
    expect(test.statuses(sent)).toEqual(['delivered', 'delivered', 'read', 'read']);
  });

  it('stays held where pacing holds it', async () => {
    const test = await pacing();
    const held = sale(test);
    test.engine.lifecycle.deliverWaiting(bruno(test));
    await test.pass();
    expect(test.statuses(held)).toEqual([]);
  });
});

describe('a message that was read by hand', () => {
  it('is told as read once, and not after it was played', async () => {
    const test = new EngineUnderTest({ rules: 'lenient' });
    const voice = test.send({ type: 'audio', audio: { id: '1', voice: true } });
    await test.pass(200);
    await test.act({ action: 'read', messageId: 'id' in voice ? voice.id : '' });
    await test.pass();
    expect(test.statuses(voice)).toEqual(['sent', 'delivered', 'read', 'played']);
  });
});
