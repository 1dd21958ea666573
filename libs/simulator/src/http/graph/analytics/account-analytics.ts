import { messagingAnalytics } from '../../../engine/analytics/messaging-analytics.js';
import {
  PRICING_DIMENSIONS,
  pricingAnalytics,
  type PricingDimension,
} from '../../../engine/analytics/pricing-analytics.js';
import type { Granularity } from '../../../engine/analytics/period.js';
import type { SimulatorState } from '../../../engine/state/simulator-state.js';
import { object, oneOf, STRING } from '../../../schemas/shared/json-schema.js';
import type { GraphRouter } from '../routing/graph-router.js';
import { listArgument } from '../routing/graph-call.js';
import { RANGE, rangeOf } from './range-arguments.js';

type Arguments = Readonly<Record<string, unknown>>;

const GRANULARITIES: Readonly<Record<string, Granularity>> = {
  HALF_HOUR: 'half_hour',
  DAY: 'day',
  DAILY: 'day',
  MONTH: 'month',
  MONTHLY: 'month',
};
const FILTERS = { phone_numbers: STRING, country_codes: STRING };
const MESSAGING = object(
  { ...RANGE, granularity: oneOf('HALF_HOUR', 'DAY', 'MONTH') },
  { ...FILTERS, product_types: STRING },
);
const PRICING = object(
  { ...RANGE, granularity: oneOf('HALF_HOUR', 'DAILY', 'MONTHLY') },
  { ...FILTERS, dimensions: STRING, metric_types: STRING, pricing_types: STRING, pricing_categories: STRING },
);

/** The fields of the account that are figures; each takes its range and more as arguments. @throws GraphApiError 100 … */
export const ACCOUNT_ANALYTICS: Readonly<Record<string, (router: GraphRouter, given: Arguments) => unknown>> =
  {
    analytics: (router, given) => {
      const { state } = router.engine;
      const asked = router.bodies.check({ ...given }, MESSAGING);
      const ids = phoneNumberIds(state, asked);
      return {
        phone_numbers: ids.map((id) => state.phoneNumbers.get(id, 'GET').digits),
        granularity: asked['granularity'],
        data_points: messagingAnalytics(state, rangeOf(asked), granularityOf(asked), ids),
      };
    },
    pricing_analytics: (router, given) => {
      const { state } = router.engine;
      const asked = router.bodies.check({ ...given }, PRICING);
      const ids = phoneNumberIds(state, asked);
      const points = pricingAnalytics(state, rangeOf(asked), granularityOf(asked), ids, dimensionsOf(asked));
      return { data: [{ data_points: points }] };
    },
    // Since prices are those of messages, no new conversations are counted.
    conversation_analytics: () => ({ data: [{ data_points: [] }] }),
  };

function granularityOf(asked: Arguments): Granularity {
  return GRANULARITIES[String(asked['granularity'])] ?? 'day';
}

function dimensionsOf(asked: Arguments): PricingDimension[] {
  const names = listArgument(asked['dimensions']);
  return PRICING_DIMENSIONS.filter((dimension) => names.includes(dimension));
}

/** All numbers, where none is named. */
function phoneNumberIds({ phoneNumbers }: SimulatorState, asked: Arguments): string[] {
  const digits = listArgument(asked['phone_numbers']).map((number) => number.replace(/\D/g, ''));
  return phoneNumbers.ids.filter(
    (id) => digits.length === 0 || digits.includes(phoneNumbers.get(id, 'GET').digits),
  );
}
