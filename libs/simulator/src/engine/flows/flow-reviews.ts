import type { SimulatorState } from '../simulator-state.js';
import type { WebhookSink } from '../webhooks/webhook-sink.js';
import type { Flow } from './flow-book.js';

/** What Meta makes of a flow: it may be sent, at most 10 times an hour, or not at all. */
export type FlowVerdict = 'PUBLISHED' | 'THROTTLED' | 'BLOCKED';

/** Decides about flows whose endpoints fail, and tells the business. */
export class FlowReviews {
  constructor(
    private readonly state: SimulatorState,
    private readonly sink: WebhookSink,
  ) {}

  /** Resolves when the business has been told. @throws Error for a draft */
  async decide(flow: Flow, status: FlowVerdict): Promise<void> {
    const before = flow.status;
    if (before === 'DRAFT') throw new Error(`Flow ${flow.id} is a draft: publish it first.`);
    flow.status = status;
    const value = {
      event: 'FLOW_STATUS_CHANGE',
      message: `Flow ${flow.name} changed its status from ${before} to ${status}.`,
      flow_id: flow.id,
      old_status: before,
      new_status: status,
    };
    await this.sink.send({ field: 'flows', value, summary: `flow ${flow.name}: ${status}` });
  }
}
