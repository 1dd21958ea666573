import { HELLO_WORLD } from '../../demo/demo-templates.js';
import { type EngineUnderTest, type Outcome } from '../engine-under-test.js';
import type { RuleCases } from './rule-case.js';
import { body, code, DAY, hello, HOUR, onMarketing, plain } from './sends.js';

/** The messages that break these rules, and those that keep them. */
export const TIME_TO_LIVE_CASES: Pick<RuleCases, 'timeToLive'> = {
  timeToLive: [
    {
      told: 'never',
      what: 'whose user comes back after 30 days',
      code: undefined,
      breaks: (test) => backAfter(test, 30 * DAY, plain),
      keeps: (test) => backAfter(test, 30 * DAY - 1000, plain),
    },
    {
      told: 'never',
      what: 'with a template whose user comes back after its message_send_ttl_seconds',
      code: undefined,
      options: { templates: [{ ...HELLO_WORLD, messageSendTtlSeconds: 60 }] },
      breaks: (test) => backAfter(test, 60_000, hello),
      keeps: (test) => backAfter(test, 59_000, hello),
    },
    {
      told: 'never',
      what: 'with a one-time code whose user comes back after 10 minutes',
      code: undefined,
      breaks: (test) => backAfter(test, 10 * 60_000, login),
      keeps: (test) => backAfter(test, 10 * 60_000 - 1000, login),
    },
    {
      told: 'never',
      what: 'of marketing, on its endpoint, whose user comes back after message_send_ttl_seconds',
      code: undefined,
      options: {
        templates: [{ ...HELLO_WORLD, category: 'MARKETING', messageSendTtlSeconds: 43_200 }],
      },
      breaks: (test) => backAfter(test, 12 * HOUR, (one) => onMarketing(one, 'hello_world', [])),
      keeps: (test) => backAfter(test, 12 * HOUR, hello),
    },
  ],
};

async function backAfter(test: EngineUnderTest, ms: number, send: (test: EngineUnderTest) => Outcome) {
  test.ana.online = false;
  const sent = send(test);
  await test.pass(ms);
  test.ana.online = true;
  test.engine.lifecycle.deliverWaiting(test.ana);
  return sent;
}

function login(test: EngineUnderTest): Outcome {
  return test.sendTemplate('login_code', [body('481516'), code]);
}
