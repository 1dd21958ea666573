import { validateHeaderName, validateHeaderValue } from 'node:http';
import { FAULT_KINDS, type FaultOrder } from './fault-order.js';

/** setTimeout takes no longer time than this, in milliseconds. */
export const LONGEST_LATENCY_MS = 2_147_483_647;
/** HTTP statuses of refusals. */
export const ERROR_STATUS = { min: 400, max: 599 } as const;
/** They say how the answer is cut into pieces, which is the server's matter. */
const FRAMING_HEADERS = new Set([
  'connection',
  'content-encoding',
  'content-length',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** @throws Error for a fault that makes no sense, or whose answer could not be sent */
export function checkOrder({
  kind,
  count,
  every,
  probability,
  status,
  latencyMs,
  headers = {},
}: FaultOrder): void {
  if (!FAULT_KINDS.includes(kind)) {
    throw new Error(`A fault's kind must be one of ${FAULT_KINDS.join(', ')}, got ${kind}.`);
  }
  wholeFrom1('count', count);
  wholeFrom1('every', every);
  if (probability !== undefined && !(probability >= 0 && probability <= 1)) {
    throw new Error(`A fault's probability must be from 0 to 1, got ${probability}.`);
  }
  const { min, max } = ERROR_STATUS;
  if (status !== undefined && !(Number.isInteger(status) && status >= min && status <= max)) {
    throw new Error(`A fault's status must be an HTTP status of an error, ${min} to ${max}, got ${status}.`);
  }
  if (latencyMs !== undefined && !(latencyMs >= 0 && latencyMs <= LONGEST_LATENCY_MS)) {
    throw new Error(
      `A fault's latencyMs must be from 0 to ${LONGEST_LATENCY_MS} milliseconds, got ${latencyMs}.`,
    );
  }
  for (const [name, value] of Object.entries(headers)) checkHeader(name, value);
}

function wholeFrom1(name: string, value: number | undefined): void {
  if (value === undefined || (Number.isInteger(value) && value >= 1)) return;
  throw new Error(`A fault's ${name} must be a whole number from 1 on, got ${value}.`);
}

function checkHeader(name: string, value: string): void {
  if (FRAMING_HEADERS.has(name.toLowerCase())) {
    throw new Error(`A fault's headers must not have ${name}: the server sets it itself. Leave it out.`);
  }
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
  } catch {
    throw new Error(
      `A fault's headers must be names and values that HTTP can carry, got ${JSON.stringify({ [name]: value })}.`,
    );
  }
}
