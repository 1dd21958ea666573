import { Injectable, Logger } from '@nestjs/common';
import type { PendingSend } from './pipeline/pending-send.js';
import { WhatsAppSendObserver, type SendObserver } from './pipeline/send-observer.js';

/** Meta's pages on Flows say 20 characters in one place and 30 in another; more than 30 are refused. */
const safeLength = 20;

/** Warns of flow buttons whose label is longer than some of Meta's pages allow. */
@Injectable()
@WhatsAppSendObserver()
export class FlowLabelWarning implements SendObserver {
  private readonly logger = new Logger('WhatsAppMessages');

  onSending({ message, correlationId }: PendingSend): void {
    const length = flowLabelLength(message);
    if (length <= safeLength) return;
    this.logger.warn(
      `Send ${correlationId}: flow_cta has ${length} characters; Meta's pages differ between 20 and 30, so write at most ${safeLength}`,
    );
  }
}

function flowLabelLength(message: PendingSend['message']): number {
  if (!('interactive' in message) || message.interactive?.type !== 'flow') return 0;
  return Array.from(message.interactive.action.parameters.flow_cta).length;
}
