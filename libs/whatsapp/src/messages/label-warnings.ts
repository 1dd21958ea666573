import { Injectable, Logger } from '@nestjs/common';
import type { PendingSend } from './pipeline/pending-send.js';
import { WhatsAppSendObserver, type SendObserver } from './pipeline/send-observer.js';
import { isRecord, recordsIn } from '../common/internal.js';

/** Meta's pages on Flows say 20 characters in one place and 30 in another; more than 30 are refused. */
const SAFE_FLOW_LABEL = 20;

/** Words between marks that WhatsApp formats in texts: `*bold*`, `_italic_`, `~struck~` and code. */
const FORMATTED = /(?:^|[^\p{L}\p{N}])([*_~`])(?!\s|\1)(?:.*?\S)?\1(?![\p{L}\p{N}])/u;

/** A label and where it stands. */
type Label = readonly [path: string, text: unknown];

/**
 * Warns of labels that Meta takes and that do not show as they are meant: formatting, which buttons and titles of sections do not know
 * (Messages reference, text formatting), and flow buttons longer than some of Meta's pages allow.
 */
@Injectable()
@WhatsAppSendObserver()
export class LabelWarnings implements SendObserver {
  private readonly logger = new Logger('WhatsAppMessages');

  onSending({ message, correlationId }: PendingSend): void {
    if (!('interactive' in message)) return;
    const { interactive }: { interactive: unknown } = message;
    const labels = isRecord(interactive) ? labelsOf(interactive['action'], 'action') : [];
    const formatted = labels.filter(([, text]) => typeof text === 'string' && FORMATTED.test(text));
    if (formatted.length > 0) {
      const paths = formatted.map(([path]) => `interactive.${path}`).join(', ');
      this.logger.warn(
        `Send ${correlationId}: ${paths}: formatting is not drawn in buttons and titles; the user sees the marks (* _ ~ \`) themselves`,
      );
    }
    const flow = labels.find(([path]) => path === FLOW_LABEL)?.[1];
    const length = typeof flow === 'string' ? Array.from(flow).length : 0;
    if (length <= SAFE_FLOW_LABEL) return;
    this.logger.warn(
      `Send ${correlationId}: flow_cta has ${length} characters; Meta's pages differ between 20 and 30, so write at most ${SAFE_FLOW_LABEL}`,
    );
  }
}

const FLOW_LABEL = 'action.parameters.flow_cta';

/** The labels of an interactive message or of a card; a raw body may hold anything. */
function labelsOf(action: unknown, at: string): readonly Label[] {
  if (!isRecord(action)) return [];
  const { button, parameters } = action;
  const { display_text, flow_cta }: { display_text?: unknown; flow_cta?: unknown } = isRecord(parameters)
    ? parameters
    : {};
  return [
    [`${at}.button`, button],
    [`${at}.parameters.display_text`, display_text],
    [`${at}.parameters.flow_cta`, flow_cta],
    ...recordsIn(action['buttons']).flatMap((given, index) =>
      ['reply', 'quick_reply'].map((kind): Label => {
        const reply = given[kind];
        return [`${at}.buttons[${index}].${kind}.title`, isRecord(reply) ? reply['title'] : undefined];
      }),
    ),
    ...recordsIn(action['sections']).map(({ title }, index): Label => [
      `${at}.sections[${index}].title`,
      title,
    ]),
    ...recordsIn(action['cards']).flatMap((card, index) =>
      labelsOf(card['action'], `${at}.cards[${index}].action`),
    ),
  ];
}
