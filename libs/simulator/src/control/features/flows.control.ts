import type { SimulatorState } from '../../engine/simulator-state.js';
import { askFlowEndpoint, type FlowAnswer } from '../../http/flows/flow-endpoint.js';
import type { WebhookOutbox } from '../../http/webhooks/webhook-outbox.js';
import type { FlowExchangeOrder } from '../api/index.js';
import { ControlError } from '../control.error.js';
import { findNumber } from './lookup.js';

/** What a phone does with a flow that somebody has opened. */
export class FlowsControl {
  constructor(
    private readonly state: SimulatorState,
    private readonly outbox: WebhookOutbox,
  ) {}

  async exchange(order: FlowExchangeOrder): Promise<FlowAnswer> {
    const { flows, settings } = this.state;
    const flow = flows.find(order.flowId);
    const { publicKey } = settings.of(findNumber(this.state, order.phoneNumberId).number.id);
    if (flow?.endpointUri === undefined) {
      throw new ControlError(`There is no flow ${order.flowId} with an endpoint_uri.`, 404);
    }
    if (publicKey === undefined) {
      throw new ControlError(
        'The business has no public key: POST it to whatsapp_business_encryption first.',
      );
    }
    const { action, screen, data, flowToken } = order;
    const payload = {
      version: '3.0',
      action,
      ...(screen === undefined ? {} : { screen }),
      ...(data ? { data } : {}),
      ...(flowToken === undefined ? {} : { flow_token: flowToken }),
    };
    return askFlowEndpoint(flow.endpointUri, payload, {
      publicKey,
      appSecret: this.outbox.subscriptions[0].appSecret,
    });
  }

  json(flowId: string): string {
    const json = this.state.flows.find(flowId)?.json;
    if (json === undefined) throw new ControlError(`There is no flow ${flowId} with a flow.json.`, 404);
    return json;
  }
}
