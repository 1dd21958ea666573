import type { SimulatorState } from '../state/simulator-state.js';
import type { WebhookSink } from '../webhooks/webhook-sink.js';
import type { Flow } from '../flows/flow-book.js';

/** The result of Meta's review of a flow: it may be sent, at most 10 times an hour, or not at all. */
export type FlowReviewResult = 'PUBLISHED' | 'THROTTLED' | 'BLOCKED';

/** Tells the business of new flows and of what becomes of them, and decides about those whose endpoints fail. */
export class FlowReviews {
  constructor(
    private readonly state: SimulatorState,
    private readonly sink: WebhookSink,
  ) {}

  /** Resolves when the business has been told of a new draft. */
  async created(flow: Flow): Promise<void> {
    await this.tell(flow, undefined, `Flow ${flow.name} has been created with ${flow.status} status`);
  }

  /** Resolves when the business has been told of the new status. */
  async enter(flow: Flow, status: Flow['status']): Promise<void> {
    const before = flow.status;
    if (before === status) return;
    flow.status = status;
    flow.updatedAt = this.state.clock.now();
    await this.tell(flow, before, `Flow ${flow.name} changed status from ${before} to ${status}`);
  }

  /** Resolves when the business has been told. @throws Error for a draft */
  async decide(flow: Flow, status: FlowReviewResult): Promise<void> {
    if (flow.status === 'DRAFT') throw new Error(`Flow ${flow.id} is a draft: publish it first.`);
    await this.enter(flow, status);
  }

  private async tell(flow: Flow, before: Flow['status'] | undefined, message: string): Promise<void> {
    const value = {
      event: 'FLOW_STATUS_CHANGE',
      message,
      flow_id: flow.id,
      ...(before === undefined ? {} : { old_status: before }),
      new_status: flow.status,
    };
    await this.sink.send({ field: 'flows', value, summary: `flow ${flow.name}: ${flow.status}` });
  }
}
