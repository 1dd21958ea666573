import { selectedNumber } from '../../state/selection.state.js';

/** The dots that show that the business types. */
export function Typing() {
  return (
    <div class="bubble-row outbound typing-row">
      <div
        class="bubble typing"
        role="status"
        aria-label={`${selectedNumber.value?.verifiedName ?? 'The business'} is typing`}
      >
        <i />
        <i />
        <i />
      </div>
    </div>
  );
}
