import type { MessageView } from '../../../../src/control/api/index.js';
import { stateLabel } from '../../format/message-state.js';

interface TicksProps {
  readonly message: MessageView;
}

const ONE = 'M5 8.4l3.3 3.3 6.2-7';
const TWO = 'M1.5 8.4l3.3 3.3L11 4.7M8.3 11.3l.4.4 6.2-7';
const WAITING = 'M8 2.500a5.500 5.500 0 1 0 0 11 5.500 5.500 0 0 0 0-11zM8 5v3.200l2 1.300';
const FAILED = 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM8 5v3.500M8 11h.01';
const DROPPED = 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM4 12l8-8';

const DRAWINGS = {
  accepted: WAITING,
  held: WAITING,
  sent: ONE,
  delivered: TWO,
  received: TWO,
  read: TWO,
  played: TWO,
  failed: FAILED,
  dropped: DROPPED,
};

/** The state of a message: waiting, one tick, two, two blue ones, or failed. */
export function Ticks({ message }: TicksProps) {
  const label = stateLabel(message);
  return (
    <span class={`ticks ${message.state}`} data-state={message.state} title={label}>
      <svg width="17" height="16" viewBox="0 0 17 16" role="img" aria-label={label}>
        <path d={DRAWINGS[message.state] ?? WAITING} />
      </svg>
    </span>
  );
}
