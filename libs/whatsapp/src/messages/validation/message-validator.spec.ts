import { describe, expect, it } from '@jest/globals';
import { brokenMessages } from '../../../../../test/support/messages/broken-messages.js';
import { validMessages } from '../../../../../test/support/messages/valid-messages.js';
import { WhatsAppValidationError } from '../../errors/index.js';
import { MessageValidator } from './message-validator.js';

const validator = new MessageValidator({ maxBodyBytes: 262_144 });

describe('x', () => {
  it.each(validMessages)('accepts $name', ({ message }) => {
    validator.validate(message);
  });
  it.each(brokenMessages)('refuses $name', ({ message, path }) => {
    let error: unknown;
    try { validator.validate(message); } catch (e) { error = e; }
    expect(error).toBeInstanceOf(WhatsAppValidationError);
    expect((error as WhatsAppValidationError).issues.map((i) => i.path)).toContain(path);
  });
});
