import { describe, expect, it } from '@jest/globals';
import { MessageValidator } from '../../libs/whatsapp/src/messages/validation/message-validator.js';
import { markdownCases } from '../support/conformance-cases.js';
import { check } from '../support/messages/check.js';

const file = process.env['META_MESSAGES_REFERENCE'];

describe('the JSON examples of the messages reference', () => {
  if (file === undefined) {
    it('are not looked at: set META_MESSAGES_REFERENCE to the path of the Markdown file to do so', () => {
      expect(file).toBeUndefined();
    });
    return;
  }
  const cases = markdownCases(file);
  const validator = new MessageValidator({ maxBodyBytes: 262_144 });

  it('are found', () => {
    expect(cases.length).toBeGreaterThanOrEqual(40);
  });

  it.each(cases)('$name is accepted', (example) => {
    expect(() => check(validator, example)).not.toThrow();
  });
});
