import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { FIRST_MESSAGE_ID } from '../../apps/sample/src/messages/examples/index.js';
import { examplesOf } from './sample-examples.js';
import { SampleUnderTest } from './sample-under-test.js';

// The first start compiles the whole app: seconds on a machine that has other things to do.
jest.setTimeout(60_000);

let sample: SampleUnderTest;
let document: unknown;

beforeAll(async () => {
  sample = await SampleUnderTest.start({}, { demo: true });
  // Nobody who reads the docs sends them all within a minute.
  sample.simulator.control.setRules({ pairRateLimit: false });
  document = (await sample.get('/docs-json')).json;
});

afterAll(() => sample.stop());

describe('the examples of the docs page, in the demo', () => {
  it.each([
    ['/messages', {}],
    ['/messages/{id}/replies', { context: { message_id: FIRST_MESSAGE_ID } }],
  ])('are taken by the simulator from %s, and none is refused or fails', async (path, context) => {
    const examples = Object.entries(examplesOf(document, path));
    expect(examples.length).toBeGreaterThan(3);

    const answers: (readonly [name: string, answer: GraphAnswer])[] = [];
    for (const [name, message] of examples) answers.push([name, await post({ ...message, ...context })]);
    await sample.simulator.settled();

    expect(Object.fromEntries(answers.map(([name, answer]) => [name, problemOf(answer)]))).toEqual(
      Object.fromEntries(examples.map(([name]) => [name, 'none'])),
    );
  });
});

interface GraphAnswer {
  readonly messages?: readonly { readonly id: string }[];
  readonly error?: unknown;
}

/** Posts straight to the simulator, as the library would wait for the pair limit. */
async function post(message: object): Promise<GraphAnswer> {
  const { url, phoneNumberId, accessToken } = sample.simulator;
  const response = await fetch(`${url}/v24.0/${phoneNumberId}/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${accessToken}` },
    body: JSON.stringify({ messaging_product: 'whatsapp', recipient_type: 'individual', ...message }),
  });
  return (await response.json()) as GraphAnswer;
}

/** Why Meta would not have delivered it. */
function problemOf({ messages, error }: GraphAnswer): string {
  const [sent] = messages ?? [];
  if (!sent) return JSON.stringify(error);
  const { failure } = sample.simulator.control.message(sent.id);
  return failure ? `${failure.code}: ${failure.details}` : 'none';
}
