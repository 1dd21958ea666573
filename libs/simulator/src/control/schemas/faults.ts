import { ERROR_STATUS, LONGEST_LATENCY_MS } from '../../engine/faults/check-order.js';
import { FAULT_KINDS } from '../../engine/faults/fault-order.js';
import { object, oneOf, STRING } from '../../schemas/shared/json-schema.js';
import { NUMBER, INTEGER, FREE, type Schemas } from './shared.js';

/** Bodies of calls: faults on order. */
export const FAULTS_BODIES = {
  newFault: object(
    { kind: oneOf(...FAULT_KINDS) },
    {
      endpoint: oneOf('messages', 'media', 'any'),
      count: { ...INTEGER, minimum: 1 },
      every: { ...INTEGER, minimum: 1 },
      probability: { ...NUMBER, minimum: 0, maximum: 1 },
      code: INTEGER,
      status: { ...INTEGER, minimum: ERROR_STATUS.min, maximum: ERROR_STATUS.max },
      details: STRING,
      headers: { type: 'object', additionalProperties: STRING },
      latencyMs: { ...NUMBER, minimum: 0, maximum: LONGEST_LATENCY_MS },
    },
  ),
};

/** Answers: faults on order. */
export const FAULTS_VIEWS: Schemas = {
  Fault: object(
    { id: STRING, kind: oneOf(...FAULT_KINDS), hits: INTEGER, left: { type: ['integer', 'null'] } },
    {
      endpoint: STRING,
      count: INTEGER,
      every: INTEGER,
      probability: NUMBER,
      code: INTEGER,
      status: INTEGER,
      details: STRING,
      headers: FREE,
      latencyMs: NUMBER,
    },
  ),
};
