import { SURVEY_FLOW } from '../../demo/demo-flows.js';
import type { Flow } from '../../engine/flows/flow-book.js';
import type { TemplateDecision } from '../../engine/services/template-reviews.js';
import { type EngineUnderTest, type Outcome } from '../engine-under-test.js';
import type { RuleCase } from './rule-case.js';
import type { RuleCases } from './rule-case.js';
import { atOnce, body, code, hello, HOUR, last, late, onMarketing, sale, text } from './sends.js';

const USER_ID = 'US.13491208655302741918';

const order = [
  { type: 'header', parameters: text('42') },
  body('Ana', 'Friday'),
  { ...code, parameters: text('42') },
];

const survey = (test: EngineUnderTest) => test.sendTemplate('survey');

/** The messages that break these rules, and those that keep them. */
export const TEMPLATES_CASES: Pick<RuleCases, 'templates' | 'oneTimeCodes' | 'flows'> = {
  templates: [
    template('with a template that does not exist', 132001, 'no_such', []),
    {
      ...atOnce,
      what: 'with a template in a language that it does not have',
      code: 132001,
      breaks: (test) =>
        test.send({ type: 'template', template: { name: 'hello_world', language: { code: 'en' } } }),
      keeps: hello,
    },
    {
      ...atOnce,
      what: 'with a template that was rejected',
      code: 132001,
      breaks: (test) => reviewed(test, 'reject'),
      keeps: (test) => reviewed(test, 'approve'),
    },
    {
      ...atOnce,
      what: 'with a template that is paused',
      code: 132015,
      breaks: (test) => reviewed(test, 'pause'),
      keeps: (test) => reviewed(test, 'unpause'),
    },
    {
      ...atOnce,
      what: 'with a template that is disabled',
      code: 132016,
      breaks: (test) => reviewed(test, 'disable'),
      keeps: (test) => reviewed(test, 'flag'),
    },
    {
      ...late,
      what: 'that was held for quality, when it is dropped,',
      code: 132015,
      // Whoever tests has told the simulator to drop it: that is no rule to be switched.
      endsWithoutRule: 'failed 132015',
      breaks: (test) => paced(test, 'drop'),
      keeps: (test) => paced(test, 'release'),
    },
    template('with a parameter too few', 132000, 'order_update', [
      order[0] ?? {},
      body('Ana'),
      order[2] ?? {},
    ]),
    template('with a parameter too many', 132000, 'hello_world', [body('Ana')]),
    template('with a text that is too long in the end', 132005, 'order_update', [
      order[0] ?? {},
      body('A'.repeat(1024), 'x'),
      order[2] ?? {},
    ]),
    template('with another kind of header', 132012, 'photo_note', [
      { type: 'header', parameters: text('x') },
    ]),
    template('without its button variable', 131008, 'order_update', order.slice(0, 2)),
    template('with a line break in a parameter', 132018, 'order_update', [
      order[0] ?? {},
      body('A\nB', 'x'),
      order[2] ?? {},
    ]),
    template('with a tab in the variable of a button', 132018, 'order_update', [
      order[0] ?? {},
      order[1] ?? {},
      { ...order[2], parameters: text('a\tb') },
    ]),
    template(
      'with a line break in a parameter, before Graph v23,',
      132007,
      'order_update',
      [order[0] ?? {}, body('A\nB', 'x'), order[2] ?? {}],
      22,
    ),
    {
      ...atOnce,
      what: 'that is no marketing, on the endpoint for marketing,',
      code: 134100,
      breaks: (test) => onMarketing(test, 'hello_world', []),
      keeps: (test) => onMarketing(test, 'spring_sale', [body('Ana')]),
    },
  ],
  oneTimeCodes: [
    {
      ...atOnce,
      what: 'with a one-time code to a user id',
      code: 131062,
      breaks: (test) =>
        test.sendTemplate('login_code', [body('481516'), code], { to: undefined, recipient: USER_ID }),
      keeps: (test) => test.sendTemplate('login_code', [body('481516'), code]),
    },
  ],
  flows: [
    {
      ...atOnce,
      what: 'with a flow that does not exist',
      code: 131009,
      breaks: (test) => flowMessage(test, 'PUBLISHED', { flow_id: '1' }),
      keeps: (test) => flowMessage(test, 'PUBLISHED'),
    },
    {
      ...atOnce,
      what: 'with a draft of a flow, outside of mode draft,',
      code: 131009,
      breaks: (test) => flowMessage(test, 'DRAFT'),
      keeps: (test) => flowMessage(test, 'DRAFT', { mode: 'draft' }),
    },
    {
      ...atOnce,
      what: 'with a blocked flow',
      code: 132068,
      breaks: (test) => flowMessage(test, 'BLOCKED'),
      keeps: (test) => flowMessage(test, 'PUBLISHED'),
    },
    {
      ...atOnce,
      what: 'with a template whose flow is blocked',
      code: 132068,
      breaks: (test) => {
        test.engine.state.flows.put({ ...SURVEY_FLOW, status: 'BLOCKED' });
        return survey(test);
      },
      keeps: survey,
    },
    {
      ...atOnce,
      what: 'with a throttled flow, the 11th in an hour,',
      code: 132069,
      breaks: (test) => last(11, () => flowMessage(test, 'THROTTLED')),
      keeps: async (test) => {
        last(10, () => flowMessage(test, 'THROTTLED'));
        await test.pass(HOUR);
        return flowMessage(test, 'THROTTLED');
      },
    },
  ],
};

async function reviewed(test: EngineUnderTest, decision: TemplateDecision): Promise<Outcome> {
  const [subject] = test.engine.state.templates.named('hello_world');
  if (subject) await test.engine.reviews.decide(subject, { decision });
  return hello(test);
}

function flowMessage(test: EngineUnderTest, status: Flow['status'], further: object = {}): Outcome {
  test.engine.state.flows.put({ ...SURVEY_FLOW, status });
  const parameters = { flow_message_version: '3', flow_cta: 'Go', flow_id: SURVEY_FLOW.id, ...further };
  return test.send({
    type: 'interactive',
    interactive: { type: 'flow', body: { text: 'Well?' }, action: { name: 'flow', parameters } },
  });
}

function template(
  what: string,
  refusedWith: number,
  name: string,
  components: object[],
  version?: number,
): RuleCase {
  return {
    ...atOnce,
    what,
    code: refusedWith,
    breaks: (test) => test.sendTemplate(name, components, {}, version),
    keeps: (test) => test.sendTemplate('order_update', order, {}, version),
  };
}

async function paced(test: EngineUnderTest, pacing: 'drop' | 'release'): Promise<Outcome> {
  const [paces] = test.engine.state.templates.named('spring_sale');
  if (paces) await test.engine.reviews.decide(paces, { pacing });
  const sent = sale(test);
  await test.pass(HOUR);
  return sent;
}
