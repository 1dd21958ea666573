import { GraphApiError } from './graph-api.error.js';

/** Which error the next message calls are to get. */
export interface PlannedFault {
  /** Meta's error code. @default 131000 */
  readonly code?: number;
  /** HTTP status. @default the one Meta documents for the code */
  readonly status?: number;
  /** How many calls fail. @default 1 */
  readonly count?: number;
  /** For `error_data.details`. */
  readonly details?: string;
  /** Response headers, `{ 'retry-after': '2' }` for instance. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** The errors that a test has ordered, used up in the order they were ordered in. */
export class FaultPlan {
  private readonly planned: { readonly fault: PlannedFault; left: number }[] = [];

  add(fault: PlannedFault): void {
    const count = fault.count ?? 1;
    if (!Number.isInteger(count) || count < 1) {
      throw new Error(`failNext: count must be a whole number from 1 on, got ${count}.`);
    }
    this.planned.push({ fault, left: count });
  }

  clear(): void {
    this.planned.length = 0;
  }

  /** @throws GraphApiError where a fault is due */
  apply(): void {
    const next = this.planned[0];
    if (!next) return;
    next.left -= 1;
    if (next.left === 0) this.planned.shift();
    const { code = 131000, status, details = 'Ordered by failNext().', headers } = next.fault;
    throw new GraphApiError({
      code,
      details,
      ...(status === undefined ? {} : { httpStatus: status }),
      ...(headers === undefined ? {} : { headers }),
    });
  }
}
