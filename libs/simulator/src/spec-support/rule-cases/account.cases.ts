import { ANA, type EngineUnderTest, NUMBER_ID, type Outcome } from '../engine-under-test.js';
import type { RuleCases } from './rule-case.js';
import { atOnce, BRUNO, hello, late, lifted, number, plain } from './sends.js';

/** The messages that break these rules, and those that keep them. */
export const ACCOUNT_CASES: Pick<
  RuleCases,
  'ownNumber' | 'accountState' | 'allowedRecipients' | 'identityKey'
> = {
  ownNumber: [
    {
      ...atOnce,
      what: 'to the number that it comes from',
      code: 131021,
      breaks: (test) => test.send({ to: '+1 555 078 3881' }),
      keeps: plain,
    },
  ],
  accountState: [
    {
      ...atOnce,
      what: 'of a number that is not registered',
      code: 133010,
      breaks: (test) => {
        test.engine.state.settings.of(NUMBER_ID).registered = false;
        return test.send();
      },
      keeps: plain,
    },
    {
      ...atOnce,
      what: 'of a 555 number without an approved name',
      code: 131037,
      options: number({ nameStatus: 'PENDING_REVIEW' }),
      breaks: plain,
      keeps: (test) => {
        test.engine.state.phoneNumbers.update(NUMBER_ID, { displayPhoneNumber: '+351 912 000 000' });
        return test.send();
      },
    },
    {
      ...atOnce,
      what: 'of an account that has offended a policy',
      code: 368,
      options: number({ restriction: 'policy' }),
      breaks: plain,
      keeps: lifted,
    },
    {
      ...atOnce,
      what: 'of an account under maintenance',
      code: 131057,
      options: number({ restriction: 'maintenance' }),
      breaks: plain,
      keeps: lifted,
    },
    {
      ...late,
      what: 'of a locked account',
      code: 131031,
      options: number({ restriction: 'locked' }),
      breaks: plain,
      keeps: lifted,
    },
    {
      ...late,
      what: 'that costs something, of an account that cannot pay,',
      code: 131042,
      options: number({ restriction: 'unpaid' }),
      breaks: hello,
      keeps: plain,
    },
  ],
  allowedRecipients: [
    {
      ...atOnce,
      what: 'of a test number to somebody who is not on its list',
      code: 131030,
      options: number({ allowedRecipients: [ANA] }),
      breaks: (test) => test.send({ to: BRUNO }),
      keeps: plain,
    },
  ],
  identityKey: [
    {
      ...atOnce,
      what: 'to an identity that is not the present one',
      code: 137000,
      breaks: (test) => checkingIdentity(test, 'former'),
      keeps: (test) => checkingIdentity(test, 'present'),
    },
  ],
};

function checkingIdentity(test: EngineUnderTest, hash: string): Outcome {
  test.engine.state.settings.of(NUMBER_ID).settings['user_identity_change'] = {
    enable_identity_key_check: true,
  };
  test.ana.identityKeyHash = 'present';
  return test.send({ recipient_identity_key_hash: hash });
}
