import type { TranslationReport } from './translation-report.js';
import { isRecord } from '../common/internal.js';
import { renamed } from './json-object.js';
import { translateMediaFields } from './media.translation.js';

/** Fields whose names old samples spelled wrong, so that old clients may too. */
const MISSPELT_HEADER = 'Header';
const MISSPELT_CATALOG_ID = ' _id';

/** An `interactive` object: the same in both APIs but for two misspelt names and the providers of header media. */
export function translateInteractive(interactive: unknown, report: TranslationReport): unknown {
  if (!isRecord(interactive)) return interactive;
  let result = interactive;
  if (MISSPELT_HEADER in result) {
    report.note('field-renamed', `interactive.${MISSPELT_HEADER}`, 'is called "header"');
    result = renamed(result, MISSPELT_HEADER, 'header');
  }
  const { header, action } = result;
  if (isRecord(header)) {
    result = { ...result, header: translateMediaFields(header, 'interactive.header.', report) };
  }
  if (isRecord(action) && MISSPELT_CATALOG_ID in action) {
    report.note('field-renamed', `interactive.action["${MISSPELT_CATALOG_ID}"]`, 'is called "catalog_id"');
    result = { ...result, action: renamed(action, MISSPELT_CATALOG_ID, 'catalog_id') };
  }
  return result;
}
