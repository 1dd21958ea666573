import { describe, expect, it } from '@jest/globals';
import { MessageValidator } from '../../libs/whatsapp/src/messages/validation/message-validator.js';
import { brokenExamples, openApiCases } from '../support/conformance-cases.js';
import { check } from '../support/messages/check.js';

const file = process.env['META_OPENAPI_SPEC'];

describe("the request examples of Meta's OpenAPI file", () => {
  if (file === undefined) {
    it('are not looked at: set META_OPENAPI_SPEC to the path of the file to do so', () => {
      expect(file).toBeUndefined();
    });
    return;
  }
  const cases = openApiCases(file);
  const validator = new MessageValidator({ maxBodyBytes: 262_144 });

  it('are found', () => {
    expect(cases.length).toBeGreaterThanOrEqual(50);
    expect(cases.filter(({ name }) => name in brokenExamples)).toHaveLength(
      Object.keys(brokenExamples).length,
    );
  });

  it.each(cases.filter(({ name }) => !(name in brokenExamples)))('$name is accepted', (example) => {
    expect(() => check(validator, example)).not.toThrow();
  });

  it.each(cases.filter(({ name }) => name in brokenExamples))(
    '$name is refused: it is wrong in itself',
    (example) => {
      expect(() => check(validator, example)).toThrow('The message is not valid');
    },
  );
});
