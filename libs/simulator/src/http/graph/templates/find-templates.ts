import { GraphApiError } from '../../../engine/errors/graph-api.error.js';
import type { TemplateBook } from '../../../engine/templates/template-book.js';
import type { TemplateDefinition } from '../../../engine/templates/template-definition.js';
import { queryText, queryWords, type GraphRequest } from '../routing/graph-call.js';

/** Filters that take one value or a list of them as JSON, and what they look at. */
const FILTERS = {
  status: 'status',
  category: 'category',
  language: 'language',
  quality_score: 'qualityScore',
} as const;

/** The templates that the filters of a call let through. */
export function listed({ all }: TemplateBook, request: GraphRequest): TemplateDefinition[] {
  return all.filter((template) => matches(template, request));
}

/**
 * The templates that a call names for deletion.
 * @throws GraphApiError 100 where there is none
 */
export function named(templates: TemplateBook, request: GraphRequest): TemplateDefinition[] {
  const [name, id, ids] = ['name', 'hsm_id', 'hsm_ids'].map((key) => queryText(request, key));
  const found =
    ids === undefined
      ? templates.named(name ?? '').filter((template) => id === undefined || template.id === id)
      : (ids.match(/\d+/g) ?? []).flatMap((each) => templates.get(each) ?? []);
  if (found.length > 0) return found;
  throw new GraphApiError({
    code: 100,
    subcode: 2593002,
    title: 'Message Template Not Found',
    details: 'Name a template by "name", by "name" and "hsm_id", or several by "hsm_ids".',
  });
}

function matches(template: TemplateDefinition, request: GraphRequest): boolean {
  const [name, content, either] = ['name', 'content', 'name_or_content'].map((key) =>
    queryText(request, key),
  );
  const called = (asked: string) => template.name.includes(asked);
  const says = (asked: string) => JSON.stringify(template.components).includes(asked);
  if (name !== undefined && !called(name)) return false;
  if (content !== undefined && !says(content)) return false;
  if (either !== undefined && !called(either) && !says(either)) return false;
  return Object.entries(FILTERS).every(([key, property]) => {
    const asked = queryWords(request, key);
    return asked === undefined || asked.includes(template[property]);
  });
}
