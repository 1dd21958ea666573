import type {
  DeliveryError,
  DeliveryPayment,
  DeliveryRecipient,
  DeliveryRecord,
  DeliveryTimes,
} from './delivery-record.js';
import { joinFacts } from './status-facts.js';

/** A new fact about a message, with the other fields of its source. */
export interface DeliveryUpdate extends Omit<
  Partial<DeliveryRecord>,
  'times' | 'otherStatuses' | 'error' | 'warning' | 'payment'
> {
  /** A key of `DeliveryTimes`, or a status that Meta added later; absent where it is only about the payment. */
  readonly status?: string;
  readonly at: number;
  /** Meta's error beside the status. */
  readonly error?: Omit<DeliveryError, 'at'>;
  readonly payment?: DeliveryPayment;
}

const known: ReadonlySet<string> = new Set<keyof DeliveryTimes>([
  'unknown',
  'unresolved',
  'accepted',
  'sent',
  'delivered',
  'read',
  'played',
  'failed',
  'dropped',
]);

const keys = [
  'messageId',
  'correlationId',
  'account',
  'phoneNumberId',
  'recipient',
  'type',
  'template',
  'callbackData',
  'pacing',
  'times',
  'otherStatuses',
  'error',
  'warning',
  'conversation',
  'pricing',
  'payment',
  'deadline',
  'resolveBy',
] as const satisfies readonly (keyof DeliveryRecord)[];

/**
 * Returns the record of a message after one more update. Each part of a record is only ever joined
 * with what comes in (the earlier time, the value that is there), so the order does not matter, and
 * neither does hearing a thing twice: then it is the same object.
 */
export function applyStatus(record: DeliveryRecord | undefined, update: DeliveryUpdate): DeliveryRecord {
  const { status, at, error } = update;
  const isKnown = status !== undefined && known.has(status);
  const joined: DeliveryRecord = {
    messageId: either(record?.messageId, update.messageId),
    correlationId: either(record?.correlationId, update.correlationId),
    account: either(record?.account, update.account),
    phoneNumberId: either(record?.phoneNumberId, update.phoneNumberId),
    recipient: joinRecipients(record?.recipient, update.recipient),
    type: either(record?.type, update.type),
    template: record?.template ?? update.template,
    callbackData: either(record?.callbackData, update.callbackData),
    pacing: either(record?.pacing, update.pacing),
    times: isKnown ? joinTimes(record?.times, status, at) : (record?.times ?? {}),
    otherStatuses:
      status === undefined || isKnown
        ? record?.otherStatuses
        : withEarliest(record?.otherStatuses ?? {}, status, at),
    error: status === 'failed' ? firstError(record?.error, { ...error, at }) : record?.error,
    warning:
      status !== 'failed' && error !== undefined
        ? firstError(record?.warning, { ...error, at })
        : record?.warning,
    conversation: joinFacts(record?.conversation, update.conversation),
    pricing: joinFacts(record?.pricing, update.pricing),
    payment: latestPayment(record?.payment, update.payment),
    deadline: either(record?.deadline, update.deadline),
    resolveBy: either(record?.resolveBy, update.resolveBy),
  };
  return record !== undefined && keys.every((key) => record[key] === joined[key]) ? record : joined;
}

function joinTimes(times: DeliveryTimes = {}, status: string, at: number): DeliveryTimes {
  const joined = withEarliest(times, status, at);
  return status === 'read' || status === 'played' ? withEarliest(joined, 'delivered', at) : joined;
}

function withEarliest<T extends Readonly<Record<string, number | undefined>>>(
  times: T,
  status: string,
  at: number,
): T {
  const earlier = times[status];
  return earlier !== undefined && earlier <= at ? times : { ...times, [status]: at };
}

function joinRecipients(one: DeliveryRecipient = {}, other: DeliveryRecipient = {}): DeliveryRecipient {
  const to = either(one.to, other.to);
  const waId = either(one.waId, other.waId);
  const userId = either(one.userId, other.userId);
  const isGroup = one.isGroup ?? other.isGroup;
  return to === one.to && waId === one.waId && userId === one.userId && isGroup === one.isGroup
    ? one
    : { to, waId, userId, isGroup };
}

/** Chooses between two sources that differ: the same one is kept whichever came first. */
function either<T extends string | number>(one: T | undefined, other: T | undefined): T | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return one <= other ? one : other;
}

function firstError(one: DeliveryError | undefined, other: DeliveryError): DeliveryError {
  return one !== undefined && orderOf(one) <= orderOf(other) ? one : other;
}

/** Returns the rank for sorting: an update that says nothing comes last. */
function orderOf({ at, code, title = '', details = '' }: DeliveryError): string {
  const rank = code === undefined ? (title === '' && details === '' ? 2 : 1) : 0;
  return `${rank} ${String(at).padStart(16, '0')} ${String(code ?? 0).padStart(10, '0')} ${title} ${details}`;
}

function latestPayment(
  one: DeliveryPayment | undefined,
  other: DeliveryPayment | undefined,
): DeliveryPayment | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  if (one.at !== other.at) return one.at > other.at ? one : other;
  if (one.status !== other.status) return one.status > other.status ? one : other;
  return one.error === undefined ? other : one;
}
