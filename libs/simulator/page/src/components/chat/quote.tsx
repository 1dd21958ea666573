import type { QuoteView } from '../../../../src/control/api/index.js';
import { findMessage } from '../../state/simulator.state.js';
import { messageSummary } from '../../format/message-summary.js';
import { authorOf, isOwn } from '../../state/authors.js';
import { bubbleId } from './bubble-id.js';

interface QuoteProps {
  readonly quote: QuoteView;
}

const HIDDEN = {
  unknown_message: 'the quoted message is unknown',
  deleted: 'the quoted message was deleted',
  older_than_30_days: 'the quoted message is older than 30 days',
  template_reply: 'templates show no quote',
  kaios: 'KaiOS shows no quote over media',
};

/** The message that this one answers, above it; or why the phone does not show it. */
export function Quote({ quote }: QuoteProps) {
  if (!quote.shown) {
    return (
      <p class="quote-hidden">
        Quote not shown: {quote.hiddenBecause ? HIDDEN[quote.hiddenBecause] : 'the phone leaves it out'}
      </p>
    );
  }
  const original = findMessage(quote.messageId);
  const author = original ?? { direction: quote.direction ?? 'outbound', personId: '' };
  const text = original ? messageSummary(original) : (quote.text ?? quote.type ?? '');
  return (
    <button
      type="button"
      class={`quote ${isOwn(author) ? 'own' : ''}`}
      title="Go to the quoted message"
      onClick={() => showOriginal(quote.messageId)}
    >
      <b>{authorOf(author)}</b>
      <span>{text}</span>
    </button>
  );
}

function showOriginal(messageId: string): void {
  const bubble = document.getElementById(bubbleId(messageId));
  bubble?.scrollIntoView({ block: 'center', behavior: 'smooth' });
  bubble?.focus({ preventScroll: true });
}
