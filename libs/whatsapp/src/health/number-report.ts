import type { QualityReport } from './quality-history.js';

/** The verdict on one business number. */
export type NumberVerdict = 'up' | 'degraded' | 'down';

/** The result of a health check for one business number. */
export interface NumberReport extends Record<string, unknown> {
  readonly verdict: NumberVerdict;
  /** The reason why the state is not `up`. */
  readonly reason?: string;
  /** Meta's own: GREEN, YELLOW, RED or UNKNOWN. */
  readonly qualityRating?: string;
  /** The time since when it is so, and the number of times that it changed and became RED this week; absent where nothing could be kept of it. */
  readonly qualitySince?: string;
  readonly qualityChangesThisWeek?: number;
  readonly redThisWeek?: number;
  /** Meta's own: AVAILABLE, LIMITED or BLOCKED. */
  readonly canSendMessage?: string;
  /** Meta's own: STANDARD, HIGH or NOT_APPLICABLE. */
  readonly throughputLevel?: string;
}

/** The fields of the phone number node that the report is made of (Phone number node; Health status). */
export const reportedFields = 'quality_rating,health_status,throughput';

/**
 * Rates a business number by Meta's answer; a missing field does not count against it. `undefined`
 * where the answer is not that number's node, which always has its `id`: a proxy's JSON must not
 * pass for a healthy number.
 */
export function reportOn(node: unknown, phoneNumberId: string): NumberReport | undefined {
  if (textAt(node, 'id') !== phoneNumberId) return undefined;
  const qualityRating = textAt(node, 'quality_rating');
  const canSendMessage = textAt(at(node, 'health_status'), 'can_send_message');
  const throughputLevel = textAt(at(node, 'throughput'), 'level');
  return {
    ...verdictOf(qualityRating, canSendMessage, reasonsIn(at(node, 'health_status'))),
    ...(qualityRating !== undefined && { qualityRating }),
    ...(canSendMessage !== undefined && { canSendMessage }),
    ...(throughputLevel !== undefined && { throughputLevel }),
  };
}

/** A number that has just become RED may be none the next minute: so long it pages nobody, in milliseconds. */
const redCountsAfterMs = 300_000;

/** The report with what is known of the rating over time. */
export function withHistory(report: NumberReport, history: QualityReport, now: number): NumberReport {
  const { qualitySince } = history;
  const isNew = qualitySince !== undefined && now - Date.parse(qualitySince) < redCountsAfterMs;
  const { reason, ...rest } = report;
  if (reason !== isRed || !isNew) return { ...report, ...history };
  return { ...rest, ...history, verdict: 'up' };
}

const isRed = 'the quality rating is RED: users block or report the messages';

function verdictOf(
  qualityRating: string | undefined,
  canSendMessage: string | undefined,
  reasons: readonly string[],
): Pick<NumberReport, 'verdict' | 'reason'> {
  const because = reasons.length === 0 ? '' : ` (${reasons.join('; ')})`;
  if (canSendMessage === 'BLOCKED') return { verdict: 'down', reason: `Meta blocks sending${because}` };
  if (canSendMessage === 'LIMITED') return { verdict: 'degraded', reason: `Meta limits sending${because}` };
  if (qualityRating === 'RED') {
    return { verdict: 'degraded', reason: isRed };
  }
  return { verdict: 'up' };
}

/** Collects the reasons of the entities of the health status (number, account, portfolio, app), and Meta's advice. */
function reasonsIn(healthStatus: unknown): string[] {
  return listAt(healthStatus, 'entities').flatMap((entity) => {
    const errors = listAt(entity, 'errors').map((error) =>
      [textAt(error, 'error_description'), textAt(error, 'possible_solution')].filter(Boolean).join(' '),
    );
    const infos = listAt(entity, 'additional_info').filter((info) => typeof info === 'string');
    const name = textAt(entity, 'entity_type') ?? 'entity';
    return [...errors, ...infos].filter(Boolean).map((reason) => `${name}: ${reason}`);
  });
}

function listAt(value: unknown, key: string): readonly unknown[] {
  const found = at(value, key);
  return Array.isArray(found) ? found : [];
}

function at(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

function textAt(value: unknown, key: string): string | undefined {
  const found = at(value, key);
  return typeof found === 'string' ? found : undefined;
}
