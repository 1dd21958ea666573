import { beforeEach, describe, expect, it } from '@jest/globals';
import { recordsAt, textAt } from '../common/is-record.js';
import { EngineUnderTest, NUMBER_ID } from '../../spec-support/engine-under-test.js';
import type { Person } from '../people/person.js';
import type { Group } from './group-book.js';

let test: EngineUnderTest;
let group: Group;
let bruno: Person;

beforeEach(() => {
  test = new EngineUnderTest({ rules: 'lenient' });
  const { groups, people } = test.engine.state;
  bruno = people.add({ phoneNumber: '+351912345678', name: 'Bruno' });
  group = groups.open(NUMBER_ID, 'Team', '', 'auto_approve', 0);
  group.participants.add(test.ana);
  group.participants.add(bruno);
});

function sendToGroup(): string {
  const sent = test.send({ recipient_type: 'group', to: group.id });
  if (!('id' in sent)) throw new Error(`Refused: ${sent.code}`);
  return sent.id;
}

/** Returns the people who were reported in each status, oldest first. */
function told(): [string, string[]][] {
  return test.values('messages').flatMap((value) => {
    const statuses = recordsAt(value, 'statuses');
    if (statuses.length === 0) return [];
    return [
      [
        textAt(statuses[0], 'status') ?? '',
        statuses.map((status) => textAt(status, 'recipient_participant_id') ?? ''),
      ],
    ];
  });
}

describe("a business's message to a group", () => {
  it('has statuses for each participant, and ticks for what everybody has', async () => {
    const id = sendToGroup();
    await test.pass();
    expect(told()).toEqual([
      ['sent', ['']],
      ['delivered', ['16505551234', '351912345678']],
      ['read', ['16505551234', '351912345678']],
    ]);
    expect(test.engine.state.history.get(id)?.state).toBe('read');
  });

  it('has a contact for each participant in the statuses about them, and none in what is about the message', async () => {
    bruno.hidesPhoneNumber = true;
    sendToGroup();
    await test.pass();
    const [sent, delivered, read] = test.values('messages');
    expect(sent).not.toHaveProperty('contacts');
    for (const value of [delivered, read]) {
      expect(recordsAt(value, 'contacts')).toEqual([
        { profile: { name: test.ana.name }, wa_id: '16505551234', user_id: test.ana.userId },
        { profile: { name: 'Bruno' }, user_id: bruno.userId },
      ]);
    }
  });

  it('waits for who is offline, and is not read by who gives no read receipts', async () => {
    bruno.online = false;
    test.ana.readReceipts = false;
    const id = sendToGroup();
    await test.pass();
    expect(told().slice(1)).toEqual([['delivered', ['16505551234']]]);
    expect(test.engine.state.history.get(id)?.state).toBe('sent');
    bruno.online = true;
    test.engine.lifecycle.deliverWaiting(bruno);
    await test.pass();
    expect(told().slice(2)).toEqual([
      ['delivered', ['351912345678']],
      ['read', ['351912345678']],
    ]);
    expect(test.engine.state.history.get(id)?.state).toBe('delivered');
  });

  it('is read on demand by those who read nothing by themselves', async () => {
    bruno.statusDelays = { readMs: false };
    const id = sendToGroup();
    await test.pass();
    expect(told().at(-1)).toEqual(['read', ['16505551234']]);
    await test.act({ action: 'read', groupId: group.id }, bruno);
    expect(told().at(-1)).toEqual(['read', ['351912345678']]);
    expect(test.engine.state.history.get(id)?.state).toBe('read');
  });

  it('is no part of the conversation with one of them', async () => {
    sendToGroup();
    await test.pass();
    const { history } = test.engine.state;
    expect(history.with(test.ana)).toEqual([]);
    expect(history.inGroup(group.id)).toHaveLength(1);
    expect(test.ana.conversations.get(NUMBER_ID)).toMatchObject({ unread: 0, lastMessageAt: 0 });
  });
});

describe('a person in a group', () => {
  const text = { type: 'text', text: { body: 'Hello' } };

  it('writes to all; the webhook names the group, and the service window stays as it was', async () => {
    const { messageId } = await test.act({ action: 'send', message: text, groupId: group.id }, bruno);
    expect(test.values('messages').at(-1)).toMatchObject({
      contacts: [{ wa_id: '351912345678' }],
      messages: [{ id: messageId, from: '351912345678', group_id: group.id, type: 'text' }],
    });
    expect(bruno.conversations.get(NUMBER_ID)?.windowUntil ?? 0).toBe(0);
  });

  it('answers, reacts, edits and takes back there, each as themselves', async () => {
    const id = sendToGroup();
    await test.pass();
    await test.act({ action: 'react', messageId: id, emoji: '👍' });
    await test.act({ action: 'react', messageId: id, emoji: '🙏' }, bruno);
    const { people } = test.engine.state.history.get(id)?.reactions ?? {};
    expect(Object.values(people ?? {})).toEqual(['👍', '🙏']);
    const { messageId = '' } = await test.act({ action: 'send', message: text, replyTo: id }, bruno);
    expect(test.values('messages').at(-1)).toMatchObject({
      messages: [{ group_id: group.id, context: { id } }],
    });
    await expect(test.act({ action: 'edit', messageId, text: 'Not mine' })).rejects.toThrow(
      'cannot be changed',
    );
    await test.act({ action: 'edit', messageId, text: 'Mine' }, bruno);
    expect(test.values('messages').at(-1)).toMatchObject({
      messages: [{ type: 'edit', group_id: group.id }],
    });
  });

  it('is told of as unsupported where the API does not know the type in groups', async () => {
    const location = { latitude: 1, longitude: 2 };
    const message = { type: 'location', location };
    const { messageId = '' } = await test.act({ action: 'send', message, groupId: group.id });
    expect(test.values('messages').at(-1)).toMatchObject({
      messages: [{ type: 'unsupported', unsupported: { type: 'location' }, errors: [{ code: 130501 }] }],
    });
    expect(test.engine.state.history.get(messageId)).toMatchObject({ type: 'location', content: location });
  });

  it('sees what the business has read, message by message, and that it types', async () => {
    const { messageId: first = '' } = await test.act({ action: 'send', message: text, groupId: group.id });
    const { messageId: second = '' } = await test.act({ action: 'send', message: text, groupId: group.id });
    test.engine.post(NUMBER_ID, 'messages', {
      messaging_product: 'whatsapp',
      status: 'read',
      message_id: second,
      typing_indicator: { type: 'text' },
    });
    const { history, clock } = test.engine.state;
    expect([first, second].map((id) => history.get(id)?.state)).toEqual(['received', 'read']);
    expect(group.typingUntil).toBeGreaterThan(clock.now());
    expect(test.ana.conversations.get(NUMBER_ID)?.typingUntil ?? 0).toBe(0);
    sendToGroup();
    expect(group.typingUntil).toBe(0);
  });

  it('cannot write there from outside', async () => {
    const chitra = test.engine.state.people.add({ phoneNumber: '+919876543210', name: 'Chitra' });
    const write = test.act({ action: 'send', message: text, groupId: group.id }, chitra);
    await expect(write).rejects.toThrow('Chitra is not in the group');
  });

  it('joins once, leaves once, and both are noted', async () => {
    const chitra = test.engine.state.people.add({ phoneNumber: '+919876543210', name: 'Chitra' });
    const { membership } = test.engine;
    await membership.join(group, chitra);
    await membership.join(group, chitra);
    await membership.leave(group, chitra);
    await membership.leave(group, chitra);
    expect(group.notices.map(({ kind }) => kind)).toEqual(['opened', 'joined', 'left']);
    expect(test.values('group_participants_update')).toHaveLength(2);
  });
});
