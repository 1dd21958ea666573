import { LATEST_TIME_MS } from '../../engine/clock/time-range.js';
import { object } from '../../schemas/shared/json-schema.js';
import { NUMBER, TIME, type Schemas } from './shared.js';

/** Bodies of calls: the clock. */
export const CLOCK_BODIES = {
  advance: object({ ms: { ...NUMBER, minimum: 0, maximum: LATEST_TIME_MS } }),
  speed: object({ speed: { ...NUMBER, minimum: 0, maximum: 100_000 } }),
};

/** Answers: the clock. */
export const CLOCK_VIEWS: Schemas = {
  Clock: object({ now: TIME, speed: NUMBER }),
};
