import type { TemplateReview } from '../api/index.js';
import { BODIES, listOf, ref } from '../schemas/index.js';
import type { ControlRoute } from './control-route.js';

/** The templates, and Meta's decisions about them. */
export const TEMPLATE_ROUTES: readonly ControlRoute[] = [
  {
    method: 'GET',
    path: '/templates',
    tag: 'Templates',
    summary: 'The templates of the account.',
    answer: listOf('Template'),
    handle: ({ control }) => control.templates(),
  },
  {
    method: 'POST',
    path: '/templates/{templateId}/review',
    tag: 'Templates',
    summary: "Meta's decision: approve, reject, pause, …; its quality; what pacing does with its messages.",
    body: BODIES.review,
    answer: ref('Template'),
    handle: ({ control, params }, body: TemplateReview) =>
      control.reviewTemplate(params['templateId'] ?? '', body),
  },
];
