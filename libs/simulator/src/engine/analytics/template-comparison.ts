import type { SimulatorState } from '../state/simulator-state.js';
import type { TemplateDefinition } from '../templates/template-definition.js';
import type { TimeRange } from './period.js';
import { sendsOf } from './template-analytics.js';

/** Compares how many people block the business after each of two templates, and how often each was sent. */
export function compareTemplates(
  state: SimulatorState,
  templates: readonly TemplateDefinition[],
  range: TimeRange,
): Readonly<Record<string, unknown>>[] {
  const figures = templates.map((template) => {
    const sends = sendsOf(state, template, range);
    const blocked = sends.filter(
      ({ person, phoneNumberId }) => person.conversations.get(phoneNumberId)?.blocksBusiness === true,
    ).length;
    return { key: template.id, sends: sends.length, rate: sends.length === 0 ? 0 : blocked / sends.length };
  });
  return [
    {
      metric: 'BLOCK_RATE',
      type: 'RELATIVE',
      order_by_relative_metric: figures.toSorted((one, other) => one.rate - other.rate).map(({ key }) => key),
    },
    {
      metric: 'MESSAGE_SENDS',
      type: 'NUMBER_VALUES',
      number_values: figures.map(({ key, sends }) => ({ key, value: sends })),
    },
    {
      metric: 'TOP_BLOCK_REASON',
      type: 'STRING_VALUES',
      // People of the simulator give no reason.
      string_values: figures.map(({ key }) => ({ key, value: 'UNKNOWN_BLOCK_REASON' })),
    },
  ];
}
