import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ConformanceBench } from '../support/conformance-bench.js';
import { markdownCases } from '../support/conformance-cases.js';

// Without the variable jest.config.mjs leaves this file out of the run.
const file = process.env['META_MESSAGES_REFERENCE'] ?? '';

describe('the JSON examples of the messages reference', () => {
  const cases = markdownCases(file);
  let bench: ConformanceBench;

  beforeAll(async () => {
    bench = await ConformanceBench.start();
  });

  afterAll(() => bench.stop());

  it('are found', () => {
    expect(cases.length).toBeGreaterThanOrEqual(40);
  });

  it.each(cases)('$name is accepted by messages.send', async (example) => {
    const before = bench.simulator.requestCount;
    await bench.send(example);
    expect(bench.simulator.requestCount).toBe(before + 1);
  });

  it.each(cases)('$name is accepted by the simulator as it is', async (example) => {
    expect(await bench.post(example)).toMatchObject({ status: 200 });
  });
});
