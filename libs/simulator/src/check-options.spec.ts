import { describe, expect, it } from '@jest/globals';
import { resolveOptions } from './simulator-options.js';

describe('options of the simulator', () => {
  it.each([
    ['{"rule":"meta"}', 'There is no option "rule": did you mean "rules"?'],
    ['{"peple":3}', 'There is no option "peple": did you mean "people"?'],
    ['{"rules":"mta"}', "rules must be 'meta', 'lenient' or an object, got \"mta\"."],
    ['{"rules":{"medai":true}}', 'There is no rule "medai": did you mean "media"?'],
    ['{"people":"x"}', 'people must be a list, got "x".'],
    ['{"people":null}', 'people must be a list, got null.'],
    ['{"port":"80"}', 'port must be a number, got "80".'],
    ['null', 'The options must be an object, got null.'],
    ['[]', 'The options must be an object, got [].'],
  ])('are refused where they are %s', (json, problem) => {
    expect(() => resolveOptions(JSON.parse(json))).toThrow(problem);
  });

  it('may be left undefined', () => {
    expect(resolveOptions({ rules: undefined, people: undefined })).toMatchObject({ rules: 'lenient' });
  });
});
