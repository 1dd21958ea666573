import { type EngineUnderTest, NUMBER_ID, type Outcome } from '../engine-under-test.js';
import type { RuleCases } from './rule-case.js';
import { anas, atOnce, BRUNO, DAY, late, plain } from './sends.js';

/** The messages that break these rules, and those that keep them. */
export const PEOPLE_CASES: Pick<
  RuleCases,
  'onWhatsApp' | 'blocking' | 'customerServiceWindow' | 'reactions' | 'readReceipts' | 'groups'
> = {
  onWhatsApp: [
    {
      ...late,
      what: 'to a number without WhatsApp',
      code: 131026,
      options: { people: [{ phoneNumber: BRUNO, onWhatsApp: false }] },
      breaks: (test) => test.send({ to: BRUNO }),
      keeps: plain,
    },
  ],
  blocking: [
    {
      ...late,
      what: 'to somebody whom the business blocks',
      code: 131026,
      breaks: (test) => {
        anas(test).blockedByBusiness = true;
        return test.send();
      },
      keeps: plain,
    },
    {
      told: 'never',
      what: 'to somebody who blocks the business',
      code: undefined,
      breaks: async (test) => {
        await test.act({ action: 'block' });
        return test.send();
      },
      keeps: async (test) => {
        await test.act({ action: 'block' });
        await test.act({ action: 'unblock' });
        return test.send();
      },
    },
  ],
  customerServiceWindow: [
    {
      ...late,
      what: 'that is no template, 24 hours after the user has written,',
      code: 131047,
      breaks: async (test) => {
        await test.write();
        await test.pass(DAY);
        return test.send();
      },
      keeps: async (test) => {
        await test.write();
        await test.pass(DAY - 1);
        return test.send();
      },
    },
    {
      ...late,
      what: 'that is no template, 24 hours after the user has called,',
      code: 131047,
      breaks: async (test) => {
        await test.act({ action: 'call' });
        await test.pass(DAY);
        return test.send();
      },
      keeps: async (test) => {
        await test.act({ action: 'call' });
        return test.send();
      },
    },
    {
      ...late,
      what: 'that is no template, to a user who wrote to another number of the business,',
      code: 131047,
      options: { phoneNumbers: [{ id: NUMBER_ID }, { id: '77', displayPhoneNumber: '+1 555 078 3882' }] },
      breaks: async (test) => {
        await test.write();
        return test.send({}, 'messages', '77');
      },
      keeps: async (test) => {
        await test.write();
        return test.send();
      },
    },
  ],
  reactions: [
    {
      ...late,
      what: 'that is a reaction after 30 days',
      code: 131009,
      breaks: (test) => reaction(test, 30 * DAY),
      keeps: (test) => reaction(test, 30 * DAY - 1),
    },
    {
      ...late,
      what: 'that is a reaction to nothing',
      code: 131009,
      breaks: (test) => reaction(test, 0, 'wamid.unknown'),
      keeps: (test) => reaction(test, 0),
    },
  ],
  readReceipts: [
    {
      ...atOnce,
      what: 'marked as read after 30 days',
      code: 131009,
      breaks: (test) => readReceipt(test, 30 * DAY + 1),
      keeps: (test) => readReceipt(test, 30 * DAY),
    },
    {
      ...atOnce,
      what: 'marked as read that nobody has sent',
      code: 131009,
      breaks: (test) => readReceipt(test, 0, 'wamid.unknown'),
      keeps: (test) => readReceipt(test, 0),
    },
  ],
  groups: [
    {
      ...atOnce,
      what: 'to a group that does not exist',
      code: 131041,
      breaks: (test) => test.send({ recipient_type: 'group', to: 'Z3JvdXA' }),
      keeps: toGroup,
    },
    {
      ...atOnce,
      what: 'to a group without members',
      code: 131020,
      breaks: (test) => toGroup(test, { members: false }),
      keeps: toGroup,
    },
    {
      ...atOnce,
      what: 'to a group that is suspended',
      code: 131207,
      breaks: (test) => toGroup(test, { suspended: true }),
      keeps: toGroup,
    },
  ],
};

async function reaction(test: EngineUnderTest, ageMs: number, id?: string): Promise<Outcome> {
  const messageId = id ?? (await test.write());
  await test.pass(ageMs);
  return test.send({ type: 'reaction', reaction: { message_id: messageId, emoji: '👍' } });
}

async function readReceipt(test: EngineUnderTest, ageMs: number, id?: string): Promise<Outcome> {
  const messageId = id ?? (await test.write());
  await test.pass(ageMs);
  return test.receipt(messageId);
}

function toGroup(test: EngineUnderTest, changes: { members?: boolean; suspended?: boolean } = {}): Outcome {
  const group = test.engine.state.groups.open(NUMBER_ID, 'Team', '', 'auto_approve', 0);
  if (changes.members !== false) group.participants.add(test.ana);
  group.suspended = changes.suspended === true;
  return test.send({ recipient_type: 'group', to: group.id });
}
