import type { TemplateReview, TemplateView } from '../../../../src/control/api/index.js';
import { attempt } from '../../state/actions.js';
import { client } from '../../state/client.js';
import { templates } from '../../state/simulator.state.js';
import { JsonView } from '../ui/json-view.js';

const REVIEWS: readonly (readonly [NonNullable<TemplateReview['decision']>, string])[] = [
  ['approve', 'Approve'],
  ['reject', 'Reject'],
  ['pause', 'Pause'],
];

/** The templates, and Meta's review of them. */
export function TemplatesSection() {
  return (
    <section>
      <h3>Templates</h3>
      {templates.value.length === 0 ? <p class="hint">There is no template.</p> : null}
      <ul class="log">
        {templates.value.map((template) => (
          <Entry key={template.id} template={template} />
        ))}
      </ul>
    </section>
  );
}

function Entry({ template }: { readonly template: TemplateView }) {
  return (
    <li class="log-entry">
      <details>
        <summary>
          <span class={`dot ${template.status === 'APPROVED' ? 'delivered' : 'retrying'}`} />
          <span class="log-text">
            <b>{template.name}</b>
            <small>
              {template.language} · {template.category.toLowerCase()} · {template.status.toLowerCase()}
            </small>
          </span>
        </summary>
        <div class="button-row">
          {REVIEWS.map(([decision, label]) => (
            <button
              key={decision}
              type="button"
              class="small"
              onClick={() => void attempt(client.reviewTemplate(template.id, { decision }))}
            >
              {label}
            </button>
          ))}
        </div>
        <JsonView label="components" value={template.components} />
      </details>
    </li>
  );
}
