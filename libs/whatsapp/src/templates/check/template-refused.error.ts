import { SendRefusedError } from '../../errors/index.js';
import type { TemplateIssue } from './template-issue.js';

/**
 * A template message does not fit the template as Meta has approved it, or the template cannot be sent: Meta would refuse it, and it
 * was not sent. Lists everything that is wrong.
 *
 * @publicApi
 */
export class TemplateRefusedError extends SendRefusedError {
  override readonly code = 'WHATSAPP_TEMPLATE_REFUSED';

  constructor(
    readonly template: string,
    readonly language: string,
    readonly issues: readonly TemplateIssue[],
  ) {
    super('template definition', describe(template, language, issues), {
      equivalentGraphCode: issues[0]?.code,
      // A pause ends by itself; everything else needs a change.
      retryable: issues.every(({ code }) => code === 132015),
      advice: 'Correct what `issues` names, or edit the template and wait for its approval.',
    });
  }
}

function describe(template: string, language: string, issues: readonly TemplateIssue[]): string {
  const list = issues.map(({ path, message }) => `${path}: ${message}`).join('; ');
  return `template "${template}" (${language}): ${list}`;
}
