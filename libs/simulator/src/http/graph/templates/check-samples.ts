import { isRecord, recordsAt } from '../../../engine/common/is-record.js';
import type { SimulatorState } from '../../../engine/state/simulator-state.js';
import type { Part } from '../../../engine/templates/template-parts.js';
import { uploadedFile } from '../uploads/uploaded-file.js';

/**
 * Holds the samples of media headers, cards included, against the files that have been uploaded.
 * @throws GraphApiError 100 for a handle that nobody has been given, where the rule `media` is kept
 */
export function checkSamples(state: SimulatorState, components: readonly Part[]): void {
  for (const component of components) {
    const { example } = component;
    const handles = isRecord(example) ? example['header_handle'] : undefined;
    for (const handle of Array.isArray(handles) ? handles : []) {
      uploadedFile(state, String(handle), "components['example']['header_handle']");
    }
    for (const card of recordsAt(component, 'cards')) checkSamples(state, recordsAt(card, 'components'));
  }
}
