import type { MessageRecord, RecordState } from '../../../engine/history/message-record.js';
import { queryText } from '../routing/graph-call.js';
import type { GraphRouter } from '../routing/graph-router.js';
import { page } from '../routing/paging.js';
import { unknownNode } from '../../../engine/errors/unknown-node.js';

/** The steps of a message that its trail has. */
const SHOWN: Partial<Readonly<Record<RecordState, string>>> = {
  sent: 'SENT',
  delivered: 'DELIVERED',
  read: 'READ',
  failed: 'FAILED',
};

interface TrailEvent {
  readonly id: string;
  readonly delivery_status: string;
  readonly at: number;
  readonly error_description?: string;
}

/** The trail of each message that a number has sent. */
export function messageHistoryRoutes(router: GraphRouter): void {
  const { state } = router.engine;
  const application = { id: state.options.appId };

  router.on('GET', '/:phone/message_history', (request) => {
    const { number } = state.phoneNumbers.get(request.params.id, 'GET');
    const wanted = queryText(request, 'message_id');
    const records = state.history
      .all()
      .filter(
        ({ direction, phoneNumberId, id }) =>
          direction === 'outbound' && phoneNumberId === number.id && (wanted === undefined || id === wanted),
      );
    return page(
      request,
      records.map((record) => ({
        id: historyId(record),
        message_id: record.id,
        events: {
          data: eventsOf(record).map(({ at, ...event }) => ({ ...event, timestamp: at, application })),
        },
      })),
    );
  });

  router.on('GET', '/:history/events', (request) => {
    const { id } = request.params;
    const record = state.history.get(Buffer.from(id, 'base64url').toString());
    if (!record || record.direction !== 'outbound') throw unknownNode(id, 'GET');
    const asked = queryText(request, 'status_filter');
    return page(
      request,
      eventsOf(record)
        .filter(({ delivery_status }) => asked === undefined || asked === delivery_status)
        .map(({ at, ...event }) => ({
          node: { ...event, occurrence_timestamp: at, status_timestamp: at, application },
        })),
    );
  });
}

/** The trail has an id of its own; here the message's is in it. */
function historyId({ id }: MessageRecord): string {
  return Buffer.from(id).toString('base64url');
}

function eventsOf(record: MessageRecord): TrailEvent[] {
  return record.steps.flatMap(({ state, at }, index) => {
    const status = SHOWN[state];
    if (status === undefined) return [];
    const details = status === 'FAILED' ? record.failure?.details : undefined;
    return [
      {
        id: `${historyId(record)}-${index}`,
        delivery_status: status,
        at: Math.floor(at / 1000),
        ...(details === undefined ? {} : { error_description: details }),
      },
    ];
  });
}
