import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WhatsAppSimulator, type GraphRouteName } from 'whatsapp-simulator';
import { answerDeviations, fileContradictions } from '../support/openapi/answer-deviations.js';
import { operationsOf } from '../support/openapi/described-operations.js';
import { GraphTour, type Answer } from '../support/openapi/graph-tour.js';
import { OpenApiFile } from '../support/openapi/openapi-file.js';
import {
  webhookContradictions,
  webhookDeviations,
  webhookProblems,
} from '../support/openapi/webhook-parts.js';
import { WebhookInbox } from '../support/openapi/webhook-inbox.js';
import { tours } from '../support/openapi/tours/index.js';

// Without the variable jest.config.mjs leaves this file out of the run.
const file = new OpenApiFile(process.env['META_OPENAPI_SPEC'] ?? '');

/** Whatever is wrong with an answer: `GET /{Version}/{WABA-ID}/flows 200: /data type`. */
function problemsOf({ route, status, body }: Answer): string[] {
  return operationsOf(file, route).flatMap((operation) => {
    const name = `${route.method} ${operation.path} ${status}`;
    // An error whose status the file does not list for an operation looks like any other.
    const violations =
      file.violations(operation, status, body) ??
      (status >= 400 ? file.violationsOf('GraphAPIError', body) : []);
    return violations.map((violation) => `${name}: ${violation}`);
  });
}

const listed = [answerDeviations, fileContradictions]
  .flatMap(Object.entries)
  .flatMap(([name, places]) => Object.keys(places).map((place) => `${name}: ${place}`));

describe("the simulator's answers and Meta's OpenAPI file", () => {
  let tour: GraphTour;
  let inbox: WebhookInbox;

  beforeAll(async () => {
    inbox = await WebhookInbox.open();
    const components = [{ type: 'BODY', text: 'Everything must go.' }];
    tour = new GraphTour(
      await WhatsAppSimulator.start({
        seed: 1,
        webhookUrl: inbox.url,
        statusDelays: { sentMs: 0, deliveredMs: 0, readMs: 0 },
        templates: ['offer', 'other_offer'].map((name) => ({
          name,
          language: 'en_US',
          category: 'MARKETING',
          components,
        })),
      }),
    );
  });

  afterAll(async () => {
    await tour.simulator.stop();
    await inbox.close();
  });

  it.each(Object.entries(tours))('the answers about %s are as it describes them', async (_name, visit) => {
    const before = tour.answers.length;
    await visit(tour);
    const problems = tour.answers.slice(before).flatMap(problemsOf);
    expect(problems.filter((problem) => !listed.includes(problem))).toEqual([]);
  });

  it('refuses every call without a token, and on an id that there is not, as it describes', async () => {
    const before = tour.answers.length;
    for (const { method, path } of tour.simulator.graphRoutes) {
      await tour.refused(`${method} ${path}`, { token: 'wrong' });
      const ids = Object.fromEntries([...path.matchAll(/:(\w+)/g)].map(([, id = '']) => [id, '404']));
      if (path.startsWith('/:')) await tour.refused(`${method} ${path}`, { ids });
    }
    const problems = tour.answers.slice(before).flatMap(problemsOf);
    expect(problems.filter((problem) => !listed.includes(problem))).toEqual([]);
  });

  it('has been asked for every operation that it answers and the file describes', () => {
    const asked = (route: GraphRouteName) =>
      tour.answers.some((answer) => answer.route === route && answer.status < 300);
    const described = tour.simulator.graphRoutes.filter((route) => operationsOf(file, route).length > 0);
    expect(described.length).toBeGreaterThan(50);
    expect(described.filter((route) => !asked(route))).toEqual([]);
  });

  it('differs from it in every place that is listed', () => {
    const found = new Set(tour.answers.flatMap(problemsOf));
    expect(listed.filter((deviation) => !found.has(deviation))).toEqual([]);
  });

  it.each(Object.entries(fileContradictions))(
    'answers %s as the examples of the file do, which contradict it',
    (name, places) => {
      const [method = '', path = '', status] = name.split(' ');
      const operation = { method: method.toLowerCase(), path };
      const broken = file
        .examples(operation, Number(status))
        .flatMap((example) => file.violations(operation, Number(status), example) ?? []);
      expect(broken).toEqual(expect.arrayContaining(Object.keys(places)));
    },
  );

  it('sends webhooks as it describes them', async () => {
    await tour.simulator.settled();
    const listedParts = { ...webhookDeviations, ...webhookContradictions };
    const problems = inbox.payloads.flatMap((payload) => webhookProblems(file, payload));
    expect(inbox.payloads.length).toBeGreaterThan(20);
    expect(problems.filter((problem) => !(problem in listedParts))).toEqual([]);
    expect(Object.keys(listedParts).filter((part) => !problems.includes(part))).toEqual([]);
  });

  it('cannot send inbound messages as it describes them: its own examples are not so either', () => {
    const webhook = { method: 'post', path: '/whatsapp/webhooks' };
    const examples = Object.entries(file.requestExamples(webhook));
    const inbound = examples.filter(([name]) => !name.startsWith('Group'));
    expect(inbound.length).toBeGreaterThan(10);
    for (const [, example] of inbound) expect(file.requestViolations(webhook, example)).not.toEqual([]);
    const groups = examples.filter(([name]) => name.startsWith('Group'));
    const found = groups.flatMap(([, example]) => webhookProblems(file, example));
    expect(found).toEqual(expect.arrayContaining(Object.keys(webhookContradictions)));
  });

  it('is found out where an answer is changed', () => {
    const route = { method: 'POST', path: '/:phone/register' } as const;
    expect(problemsOf({ route, status: 200, body: { success: 'yes' } })).toHaveLength(1);
    expect(problemsOf({ route, status: 200, body: {} })).toHaveLength(1);
    expect(problemsOf({ route, status: 400, body: { error: { message: 'No', code: 100 } } })).toHaveLength(1);
    expect(problemsOf({ route, status: 200, body: { success: true } })).toEqual([]);
  });
});
