import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ConformanceBench } from '../support/conformance-bench.js';
import { brokenExamples, openApiCases } from '../support/conformance-cases.js';

// Without the variable jest.config.mjs leaves this file out of the run.
const file = process.env['META_OPENAPI_SPEC'] ?? '';

describe("the request examples of Meta's OpenAPI file", () => {
  const cases = openApiCases(file);
  const sound = cases.filter(({ name }) => !(name in brokenExamples));
  const broken = cases.filter(({ name }) => name in brokenExamples);
  let bench: ConformanceBench;

  beforeAll(async () => {
    bench = await ConformanceBench.start();
  });

  afterAll(() => bench.stop());

  it('are found', () => {
    expect(cases.length).toBeGreaterThanOrEqual(50);
    expect(broken).toHaveLength(Object.keys(brokenExamples).length);
  });

  it.each(sound)('$name is accepted by messages.send', async (example) => {
    const before = bench.simulator.requestCount;
    await bench.send(example);
    expect(bench.simulator.requestCount).toBe(before + 1);
  });

  it.each(sound)('$name is accepted by the simulator as it is', async (example) => {
    expect(await bench.post(example)).toMatchObject({ status: 200 });
  });

  it.each(broken)('$name is refused by both: it is wrong in itself', async (example) => {
    await expect(bench.send(example)).rejects.toThrow('The message is not valid');
    expect(await bench.post(example)).toMatchObject({ status: 400 });
  });
});
