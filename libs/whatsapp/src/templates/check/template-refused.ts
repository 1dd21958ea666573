import { WhatsAppTemplateError, type TemplateIssue } from '../../errors/index.js';
import { policyRefusal } from '../../errors/internal.js';

/** A template message that Meta would refuse, by everything that is wrong with it. */
export function templateRefused(
  template: string,
  language: string,
  issues: readonly TemplateIssue[],
): WhatsAppTemplateError {
  // A pause ends by itself; everything else needs a change.
  const first = issues.find(({ code }) => code !== PAUSED) ?? issues[0];
  const refusal = policyRefusal({
    policy: 'template definition',
    reason: describe(template, language, issues),
    graphCode: first?.code ?? PAUSED,
    advice: 'Correct what `issues` names, or edit the template and wait for its approval.',
  });
  // Some of the codes stand for more than templates.
  return new WhatsAppTemplateError({ ...refusal, kind: 'template', template, language, issues });
}

const PAUSED = 132015;

function describe(template: string, language: string, issues: readonly TemplateIssue[]): string {
  const list = issues.map(({ path, message }) => `${path}: ${message}`).join('; ');
  return `template "${template}" (${language}): ${list}`;
}
