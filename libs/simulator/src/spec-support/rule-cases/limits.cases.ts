import { type EngineUnderTest, type Outcome } from '../engine-under-test.js';
import type { RuleCases } from './rule-case.js';
import { atOnce, DAY, last, number, plain } from './sends.js';

/** The messages that break these rules, and those that keep them. */
export const LIMITS_CASES: Pick<
  RuleCases,
  'throughput' | 'messagingLimit' | 'pairRateLimit' | 'callPermissionRequests'
> = {
  throughput: [
    {
      ...atOnce,
      what: 'that is the 81st in a second',
      code: 130429,
      breaks: (test) => last(81, (n) => test.send({ to: `+1650555${1000 + n}` })),
      keeps: (test) => last(80, (n) => test.send({ to: `+1650555${1000 + n}` })),
    },
    {
      ...atOnce,
      what: 'that is the 81st together with those that came in',
      code: 130429,
      breaks: (test) => afterInbound(test, 40, 41),
      keeps: (test) => afterInbound(test, 40, 40),
    },
    {
      ...atOnce,
      what: 'that is the 81st in 999 ms, across the border of a second,',
      code: 130429,
      breaks: (test) => acrossBorder(test, 999),
      keeps: (test) => acrossBorder(test, 1000),
    },
    {
      ...atOnce,
      what: 'that is the 21st in a second of a number that the Business app uses too',
      code: 130429,
      options: number({ throughput: 'NOT_APPLICABLE' }),
      breaks: (test) => last(21, plain.bind(undefined, test)),
      keeps: (test) => last(20, plain.bind(undefined, test)),
    },
    {
      ...atOnce,
      what: 'that is the 1001st in a second of a number with high throughput',
      code: 130429,
      options: number({ throughput: 'HIGH' }),
      breaks: (test) => last(1001, plain.bind(undefined, test)),
      keeps: (test) => last(1000, plain.bind(undefined, test)),
    },
  ],
  messagingLimit: [
    {
      ...atOnce,
      what: 'that begins with the 51st user in a day',
      code: 131048,
      options: number({ messagingLimitTier: 'TIER_50' }),
      breaks: (test) => last(51, (n) => test.sendTemplate('hello_world', [], { to: `+1650555${1000 + n}` })),
      keeps: (test) =>
        last(51, (n) => test.sendTemplate('hello_world', [], { to: `+1650555${1000 + (n % 50)}` })),
    },
  ],
  pairRateLimit: [
    {
      ...atOnce,
      what: 'that is the 46th to one user in a burst',
      code: 131056,
      breaks: (test) => last(46, plain.bind(undefined, test)),
      keeps: (test) => last(45, plain.bind(undefined, test)),
    },
    {
      ...atOnce,
      what: 'before a burst is paid back',
      code: 131056,
      breaks: (test) => afterBurst(test, 20 * 6000 - 1),
      keeps: (test) => afterBurst(test, 20 * 6000),
    },
  ],
  callPermissionRequests: [
    {
      ...atOnce,
      what: 'that asks to call for the second time in a day',
      code: 138009,
      breaks: (test) => last(2, () => askToCall(test)),
      keeps: async (test) => {
        askToCall(test);
        await test.pass(DAY);
        return askToCall(test);
      },
    },
    {
      ...atOnce,
      what: 'that asks to call for the third time in a week',
      code: 138009,
      breaks: async (test) => {
        for (let n = 0; n < 2; n += 1) {
          askToCall(test);
          await test.pass(DAY);
        }
        return askToCall(test);
      },
      keeps: async (test) => {
        for (let n = 0; n < 2; n += 1) {
          askToCall(test);
          await test.pass(4 * DAY);
        }
        return askToCall(test);
      },
    },
    {
      ...atOnce,
      what: 'that asks to call whoever has permitted it for good',
      code: 138017,
      breaks: (test) => permitted(test, true),
      keeps: (test) => permitted(test, false),
    },
  ],
};

function askToCall(test: EngineUnderTest): Outcome {
  const interactive = {
    type: 'call_permission_request',
    body: { text: 'May we call?' },
    action: { name: 'call_permission_request' },
  };
  return test.send({ type: 'interactive', interactive });
}

async function permitted(test: EngineUnderTest, permanent: boolean): Promise<Outcome> {
  const asked = askToCall(test);
  const messageId = 'id' in asked ? asked.id : '';
  await test.pass();
  await test.act({ action: 'answer_call_permission', messageId, response: 'accept', permanent });
  await test.pass(DAY);
  return askToCall(test);
}

async function afterInbound(test: EngineUnderTest, inbound: number, outbound: number): Promise<Outcome> {
  for (let n = 0; n < inbound; n += 1) await test.write();
  return last(outbound, () => test.send());
}

async function acrossBorder(test: EngineUnderTest, ms: number): Promise<Outcome> {
  await test.pass(600);
  test.send();
  await test.pass(300);
  last(79, () => test.send());
  await test.pass(ms - 300);
  return test.send();
}

async function afterBurst(test: EngineUnderTest, ms: number): Promise<Outcome> {
  last(20, () => test.send());
  await test.pass(ms);
  return test.send();
}
