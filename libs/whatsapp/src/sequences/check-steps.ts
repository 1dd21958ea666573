import { WhatsAppValidationError, type ValidationIssue } from '../errors/index.js';
import type { MessageContent } from '../messages/index.js';
import type { SequenceStep } from './sequence-record.js';

/**
 * Runs a check over each message of a sequence, and says in which one it found something, e.g. `messages[3].text.body`.
 *
 * @throws WhatsAppValidationError with the issues of all of them, also where a message has an address of its own
 */
export function checkSteps(steps: readonly SequenceStep[], check: (content: MessageContent) => void): void {
  const issues = steps.flatMap(({ parts }, index) =>
    parts
      .flatMap(({ content }) => [...addressIssues(content), ...issuesOf(() => check(content))])
      .map(({ path, message }) => ({
        path: ['messages', `[${index}]`, path && `.${path}`].join(''),
        message,
      })),
  );
  if (issues.length > 0) throw new WhatsAppValidationError(issues);
}

/** Callers without types may think that it goes there. */
function addressIssues(content: unknown): ValidationIssue[] {
  if (typeof content !== 'object' || content === null) return [];
  return ['to', 'recipient', 'recipient_type']
    .filter((path) => path in content)
    .map((path) => ({
      path,
      message: 'must be left out: all messages of a sequence go to its own recipient',
    }));
}

function issuesOf(check: () => void): readonly ValidationIssue[] {
  try {
    check();
    return [];
  } catch (error) {
    if (error instanceof WhatsAppValidationError) return error.issues;
    throw error;
  }
}
