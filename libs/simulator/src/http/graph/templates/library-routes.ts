import { TEMPLATE_LIBRARY, type LibraryTemplate } from '../../../engine/templates/template-library.js';
import { queryText, queryWords, type GraphRequest } from '../routing/graph-call.js';
import type { GraphRouter } from '../routing/graph-router.js';
import { page } from '../routing/paging.js';

/** The filters that name a member with one value; each takes several values to choose from. */
const FILTERS = ['topic', 'usecase', 'language', 'category'] as const;

/** Meta's templates that need no review: a few of each kind, in the simulator's own words. */
export function libraryRoutes(router: GraphRouter): void {
  router.on('GET', '/message_template_library', (request) => {
    const found = TEMPLATE_LIBRARY.filter((template) => matches(template, request));
    return page(
      request,
      found.map((template) => ({ ...template })),
    );
  });
}

function matches(template: LibraryTemplate, request: GraphRequest): boolean {
  const [search, name] = ['search', 'name'].map((key) => queryText(request, key));
  const industries = queryWords(request, 'industry');
  const words = `${template.name} ${template.header ?? ''} ${template.body}`.toLowerCase();
  return (
    (search === undefined || words.includes(search.toLowerCase())) &&
    (industries === undefined || template.industry.some((industry) => industries.includes(industry))) &&
    (name === undefined || template.name === name) &&
    FILTERS.every((filter) => queryWords(request, filter)?.includes(template[filter]) ?? true)
  );
}
