import { describe, expect, it } from '@jest/globals';
import { DEMO_TEMPLATES } from '../../demo/demo-templates.js';
import { EngineUnderTest, NUMBER_ID, type Outcome } from '../../spec-support/engine-under-test.js';
import { BRUNO } from '../../spec-support/rule-cases/sends.js';

const ASKED = {
  type: 'interactive',
  interactive: {
    type: 'button',
    body: { text: 'Well?' },
    action: { buttons: [{ type: 'reply', reply: { id: 'keep', title: 'Keep' } }] },
  },
};

function lenient(): EngineUnderTest {
  return new EngineUnderTest({ rules: 'lenient', templates: DEMO_TEMPLATES });
}

function idOf(outcome: Outcome): string {
  if ('id' in outcome) return outcome.id;
  throw new Error(`Refused with ${outcome.code}: ${outcome.details}`);
}

function press(test: EngineUnderTest, asked: Outcome, person = test.ana) {
  return test.act({ action: 'press_button', messageId: idOf(asked), index: 0 }, person);
}

function bruno(test: EngineUnderTest) {
  return test.engine.state.people.withWaId(BRUNO.slice(1));
}

describe('people cannot answer what they have not got', () => {
  it.each([
    ['failed', (test: EngineUnderTest) => void (test.ana.onWhatsApp = false), 10_000],
    [
      'never comes, because they block the business',
      (test: EngineUnderTest) => test.act({ action: 'block' }),
      10_000,
    ],
    ['waits for them to be online', (test: EngineUnderTest) => void (test.ana.online = false), 10_000],
    ['was dropped', (test: EngineUnderTest) => void (test.ana.online = false), 31 * 24 * 60 * 60 * 1000],
  ])('a message that %s', async (_what, prepare, ms) => {
    const test = lenient();
    await prepare(test);
    const asked = test.send(ASKED);
    await test.pass(ms);
    await expect(press(test, asked)).rejects.toThrow('has not been delivered to Ana');
    await expect(test.act({ action: 'react', messageId: idOf(asked), emoji: '👍' })).rejects.toThrow(
      'has not been delivered to Ana',
    );
    const message = { type: 'text', text: { body: 'Yes' } };
    await expect(test.act({ action: 'send', message, replyTo: idOf(asked) })).rejects.toThrow(
      'has not been delivered to Ana',
    );
    expect(test.values().filter((value) => JSON.stringify(value).includes('"messages":'))).toEqual([]);
  });

  it('a message that pacing holds', async () => {
    const test = lenient();
    const [sale] = test.engine.state.templates.named('spring_sale');
    if (!sale) throw new Error('There is no template spring_sale.');
    await test.engine.reviews.decide(sale, { pacing: 'release' });
    const asked = test.sendTemplate('spring_sale');
    await test.pass();
    await expect(press(test, asked)).rejects.toThrow('has not been delivered to Ana');
    await test.pass(10 * 60 * 1000);
    await expect(press(test, asked)).resolves.toHaveProperty('messageId');
  });

  it('but what comes in a moment they can, for the phone shows it already', async () => {
    const test = lenient();
    await expect(press(test, test.send(ASKED))).resolves.toHaveProperty('messageId');
  });

  it('but what was delivered they can, read or not', async () => {
    const test = new EngineUnderTest({ rules: 'lenient', statusDelays: { readMs: false } });
    const asked = test.send(ASKED);
    await test.pass();
    await expect(press(test, asked)).resolves.toHaveProperty('messageId');
  });

  it('and in a group each may answer who has it', async () => {
    const test = lenient();
    const group = test.engine.state.groups.open(NUMBER_ID, 'Team', '', 'auto_approve', 0);
    group.participants.add(test.ana).add(bruno(test));
    bruno(test).online = false;
    const told = test.send({ recipient_type: 'group', to: group.id });
    await test.pass();
    const reaction = { action: 'react', messageId: idOf(told), emoji: '👍' } as const;
    await expect(test.act(reaction)).resolves.toHaveProperty('messageId');
    await expect(test.act(reaction, bruno(test))).rejects.toThrow('has not been delivered');
  });
});

describe('the sender of what is quoted', () => {
  const message = { type: 'text', text: { body: 'As I said' } };
  const context = (test: EngineUnderTest) => {
    const value = test.values().at(-1) as { messages: [{ context: unknown }] };
    return value.messages[0].context;
  };

  it("is the person where it is one's own message", async () => {
    const test = lenient();
    const own = await test.write();
    await test.act({ action: 'send', message, replyTo: own });
    expect(context(test)).toEqual({ from: '16505551234', id: own });
  });

  it('is another member in a group, and left out where they hide their number', async () => {
    const test = lenient();
    const group = test.engine.state.groups.open(NUMBER_ID, 'Team', '', 'auto_approve', 0);
    group.participants.add(test.ana).add(bruno(test));
    const { messageId: theirs = '' } = await test.act(
      { action: 'send', message, groupId: group.id },
      bruno(test),
    );
    const reply = { action: 'send', message, groupId: group.id, replyTo: theirs } as const;
    await test.act(reply);
    expect(context(test)).toEqual({ from: BRUNO.slice(1), id: theirs });
    bruno(test).hidesPhoneNumber = true;
    await test.act(reply);
    expect(context(test)).toEqual({ id: theirs });
  });
});
