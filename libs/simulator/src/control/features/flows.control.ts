import type { FlowReviewResult } from '../../engine/services/flow-reviews.js';
import type { SimulatorEngine } from '../../engine/simulator-engine.js';
import { errorText } from '../../common/error-text.js';
import { askFlowEndpoint, type FlowAnswer } from '../../http/flows/flow-endpoint.js';
import type { WebhookOutbox } from '../../http/webhooks/webhook-outbox.js';
import type { FlowExchangeOrder, FlowView } from '../api/index.js';
import { ControlError } from './control.error.js';
import { findNumber } from './lookup.js';

/** Acts as a phone does with a flow that somebody has opened. */
export class FlowsControl {
  constructor(
    private readonly engine: SimulatorEngine,
    private readonly outbox: WebhookOutbox,
  ) {}

  async exchange(order: FlowExchangeOrder): Promise<FlowAnswer> {
    const { state } = this.engine;
    const { flows, settings } = state;
    const flow = flows.find(order.flowId);
    const { publicKey } = settings.of(findNumber(state, order.phoneNumberId).number.id);
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

  async review(flowId: string, status: FlowReviewResult): Promise<FlowView> {
    const flow = this.engine.state.flows.find(flowId);
    if (!flow) throw new ControlError(`There is no flow ${flowId}.`, 404);
    try {
      await this.engine.flowReviews.decide(flow, status);
    } catch (error) {
      throw new ControlError(errorText(error));
    }
    return { id: flow.id, name: flow.name, status: flow.status };
  }

  json(flowId: string): string {
    const json = this.engine.state.flows.find(flowId)?.json;
    if (json === undefined) throw new ControlError(`There is no flow ${flowId} with a flow.json.`, 404);
    return json;
  }
}
