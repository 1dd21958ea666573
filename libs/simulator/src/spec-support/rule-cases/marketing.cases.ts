import { ANA } from '../engine-under-test.js';
import type { RuleCases } from './rule-case.js';
import { BRUNO, DAY, last, late, sale } from './sends.js';

const CANADIAN = '+14165551234';

/** The messages that break these rules, and those that keep them. */
export const MARKETING_CASES: Pick<
  RuleCases,
  'optOut' | 'experiment' | 'unitedStatesMarketing' | 'marketingCap'
> = {
  optOut: [
    {
      ...late,
      what: 'of marketing to somebody who has stopped it',
      code: 131050,
      breaks: async (test) => {
        await test.act({ action: 'stop_marketing' });
        return sale(test, ANA);
      },
      keeps: async (test) => {
        await test.act({ action: 'stop_marketing' });
        await test.act({ action: 'resume_marketing' });
        return sale(test, ANA);
      },
    },
  ],
  experiment: [
    {
      ...late,
      what: 'of marketing to somebody in an experiment',
      code: 130472,
      options: { people: [{ phoneNumber: BRUNO, inExperiment: true }] },
      breaks: sale,
      keeps: (test) => test.sendTemplate('hello_world', [], { to: BRUNO }),
    },
  ],
  unitedStatesMarketing: [
    {
      ...late,
      what: 'of marketing to a number of the United States',
      code: 131049,
      breaks: (test) => sale(test, ANA),
      keeps: (test) => sale(test, CANADIAN),
    },
  ],
  marketingCap: [
    {
      ...late,
      what: 'of marketing that is the third to somebody in a day',
      code: 131049,
      breaks: (test) => last(3, () => sale(test)),
      keeps: async (test) => {
        last(2, () => sale(test));
        await test.pass(DAY);
        return sale(test);
      },
    },
    {
      ...late,
      what: 'of marketing that is the third, outside an open window,',
      code: 131049,
      breaks: (test) => last(3, () => sale(test, ANA)),
      keeps: async (test) => {
        await test.write();
        return last(3, () => sale(test, ANA));
      },
    },
  ],
};
