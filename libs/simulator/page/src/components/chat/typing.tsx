import { businessName } from '../../state/authors.js';

/** The dots that show that the business types. */
export function Typing() {
  return (
    <div class="bubble-row left typing-row">
      <div class="bubble typing" role="status" aria-label={`${businessName()} is typing`}>
        <i />
        <i />
        <i />
      </div>
    </div>
  );
}
