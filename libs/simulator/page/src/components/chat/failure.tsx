import type { MessageView } from '../../../../src/control/api/index.js';
import { Icon } from '../ui/icon.js';

interface FailureProps {
  readonly message: MessageView;
}

/** The reason why a message did not arrive, under its bubble. */
export function Failure({ message: { state, failure } }: FailureProps) {
  if (state === 'dropped') {
    return (
      <p class="failure quiet">
        <Icon name="clock" size={15} />
        Dropped: its time-to-live was over. The business is not told.
      </p>
    );
  }
  if (!failure) return null;
  return (
    <p class="failure">
      <Icon name="warning" size={15} />
      <span>
        <b>
          {failure.code} {failure.title}
        </b>{' '}
        {failure.details}
      </span>
    </p>
  );
}
