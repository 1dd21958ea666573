import type { Ids } from '../random/ids.js';
import type { FlowValidationError } from './flow-json/flow-json-problem.js';

/** A flow of the account. */
export interface Flow {
  readonly id: string;
  name: string;
  status: 'DRAFT' | 'PUBLISHED' | 'DEPRECATED' | 'BLOCKED' | 'THROTTLED';
  categories: readonly string[];
  endpointUri: string | undefined;
  /** The text of `flow.json`. */
  json: string | undefined;
  validationErrors: readonly FlowValidationError[];
  /** The time of the last change, in milliseconds since 1970; unknown of a flow that came with an imported state. */
  updatedAt?: number | undefined;
}

const HOUR_MS = 60 * 60 * 1000;

/** The flows of the account. */
export class FlowBook {
  private readonly flows = new Map<string, Flow>();
  /** The latest times at which messages with throttled flows were sent. */
  private readonly sent = new Map<string, readonly number[]>();

  constructor(private readonly ids: Ids) {}

  get all(): Flow[] {
    return [...this.flows.values()];
  }

  /** The times at which messages with throttled flows were sent, by the ids of the flows. */
  get messages(): ReadonlyMap<string, readonly number[]> {
    return this.sent;
  }

  putMessages(flowId: string, times: readonly number[]): void {
    this.sent.set(flowId, times);
  }

  add(name: string, categories: readonly string[], endpointUri: string | undefined): Flow {
    const flow: Flow = {
      id: this.ids.node(),
      name,
      status: 'DRAFT',
      categories,
      endpointUri,
      json: undefined,
      validationErrors: [],
    };
    this.put(flow);
    return flow;
  }

  put(flow: Flow): void {
    this.flows.set(flow.id, flow);
  }

  find(id: string): Flow | undefined {
    return this.flows.get(id);
  }

  named(name: string): Flow | undefined {
    return this.all.find((flow) => flow.name === name);
  }

  /** @returns whether a throttled flow has room for one more message this hour */
  hasRoom(flow: Flow, now: number, limit: number): boolean {
    return this.lately(flow, now).length < limit;
  }

  /** Counts a message with a throttled flow. */
  note(flow: Flow, now: number): void {
    this.sent.set(flow.id, [...this.lately(flow, now), now]);
  }

  remove(flow: Flow): void {
    this.flows.delete(flow.id);
    this.sent.delete(flow.id);
  }

  clear(): void {
    this.flows.clear();
    this.sent.clear();
  }

  private lately({ id }: Flow, now: number): readonly number[] {
    return (this.sent.get(id) ?? []).filter((at) => at > now - HOUR_MS);
  }
}
