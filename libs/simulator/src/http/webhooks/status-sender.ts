import type { AcceptedMessage } from '../../engine/accepted-message.js';
import { statusSteps, type StatusDelays } from '../../engine/message-status.js';
import type { SimulatorEngine } from '../../engine/simulator-engine.js';
import type { PendingWork } from '../pending-work.js';
import type { Timers } from '../timers.js';
import type { WebhookOutbox } from './webhook-outbox.js';
import { messagesEnvelope, statusValue } from './webhook-payloads.js';

/** Reports what becomes of each accepted message: one status a webhook, in the order they happen. */
export class StatusSender {
  constructor(
    private readonly engine: SimulatorEngine,
    private readonly outbox: WebhookOutbox,
    private readonly delays: StatusDelays,
    private readonly timers: Timers,
    private readonly pending: PendingWork,
  ) {}

  /** Starts the statuses of a message; without a webhook URL nothing is to be told. */
  start(message: AcceptedMessage): void {
    if (this.outbox.enabled) this.pending.track(this.run(message));
  }

  private async run(message: AcceptedMessage): Promise<void> {
    const number = this.engine.phoneNumbers.get(message.phoneNumberId, 'GET');
    for (const { status, afterMs } of statusSteps(message, this.delays)) {
      if (!(await this.timers.wait(afterMs))) return;
      const value = statusValue(message, status, this.engine.people, new Date());
      await this.outbox.post(messagesEnvelope(this.engine.options.businessAccountId, number, value));
    }
  }
}
