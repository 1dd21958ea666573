import { recordAt, textAt } from '../common/is-record.js';
import type { MessageRecord } from '../history/message-record.js';
import type { SimulatorState } from '../state/simulator-state.js';
import type { TemplateDefinition } from '../templates/template-definition.js';
import type { DataPoint } from './messaging-analytics.js';
import { periodOf, type TimeRange } from './period.js';
import { grouped, hasBeen, sentMessages } from './sent-messages.js';

/** The messages that were made of a template in a range of time. */
export function sendsOf(
  state: SimulatorState,
  { name, language }: TemplateDefinition,
  range: TimeRange,
): MessageRecord[] {
  return sentMessages(state, range).filter(({ type, accepted }) => {
    const template = recordAt(accepted?.body, 'template');
    return (
      type === 'template' &&
      template['name'] === name &&
      textAt(recordAt(template, 'language'), 'code') === language
    );
  });
}

/** Counts what became of a template's messages on each day that had any, and which of its buttons were pressed. */
export function templateAnalytics(
  state: SimulatorState,
  template: TemplateDefinition,
  range: TimeRange,
): DataPoint[] {
  const days = grouped(sendsOf(state, template, range), ({ at }) => String(periodOf(at, 'day').start));
  return days.map((day) => {
    const clicked = clicks(state, new Set(day.map(({ id }) => id)));
    return {
      template_id: template.id,
      ...periodOf(day[0]?.at ?? 0, 'day'),
      sent: day.filter((record) => hasBeen(record, 'sent')).length,
      delivered: day.filter((record) => hasBeen(record, 'delivered')).length,
      read: day.filter((record) => hasBeen(record, 'read')).length,
      ...(clicked.length === 0 ? {} : { clicked }),
    };
  });
}

/** Presses of quick replies: that a link was followed is nothing that the simulator sees. */
function clicks({ history }: SimulatorState, ids: ReadonlySet<string>): Readonly<Record<string, unknown>>[] {
  const pressed = history.all().filter(({ type, quotes }) => type === 'button' && ids.has(quotes ?? ''));
  return grouped(pressed, ({ content }) => textAt(content, 'text') ?? '').map((group) => ({
    type: 'quick_reply_button',
    button_content: textAt(group[0]?.content, 'text') ?? '',
    count: group.length,
  }));
}
