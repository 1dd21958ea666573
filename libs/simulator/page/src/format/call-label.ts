import type { CallView } from '../../../src/control/api/index.js';
import { playTime } from './time.js';

/** Describes the state of a call in a few words. */
export function callLabel({ state, ending, direction, acceptedAt, endedAt }: CallView, now: number): string {
  if (acceptedAt !== undefined) {
    const until = endedAt === undefined ? now : Date.parse(endedAt);
    return playTime((until - Date.parse(acceptedAt)) / 1000);
  }
  if (state === 'ringing')
    return direction === 'outbound' ? 'Rings …' : 'Rings; the business has not answered yet …';
  switch (ending) {
    case 'declined':
      return direction === 'outbound' ? 'Declined' : 'Declined by the business';
    case 'cancelled':
      return direction === 'outbound' ? 'The business hung up' : 'Given up';
    case 'missed':
    case 'completed':
    case undefined:
    default:
      return 'No answer';
  }
}
