import { isRecord, recordAt, recordsAt, textAt } from '../../../engine/common/is-record.js';
import { GraphApiError } from '../../../engine/errors/graph-api.error.js';
import type { MessageRecord } from '../../../engine/history/message-record.js';
import type { GraphRouter } from '../routing/graph-router.js';

/** The look-up of a payment in India. Nobody pays here: what was asked for stays pending. */
export function paymentRoutes(router: GraphRouter): void {
  const { state } = router.engine;

  router.on('GET', '/:phone/payments/:configuration/:reference', (request) => {
    const { number } = state.phoneNumbers.get(request.params.id, 'GET');
    const { sub: configuration = '', last: reference = '' } = request.params;
    const orders = state.history
      .all()
      .filter(({ direction, phoneNumberId }) => direction === 'outbound' && phoneNumberId === number.id)
      .flatMap((record) => orderOf(record));
    const order = orders.find(
      (one) => textAt(one, 'reference_id') === reference && configurations(one).includes(configuration),
    );
    if (!order) {
      throw new GraphApiError({
        code: 100,
        details: `There is no order "${reference}" with the payment configuration "${configuration}".`,
      });
    }
    const { reference_id, currency, total_amount } = order;
    return {
      payments: [{ reference_id, status: 'pending', currency, amount: total_amount, transactions: [] }],
    };
  });
}

/** The parameters of an order that was sent, if the message is one. */
function orderOf({ type, content }: MessageRecord): Readonly<Record<string, unknown>>[] {
  if (type !== 'interactive' || !isRecord(content) || content['type'] !== 'order_details') return [];
  return [recordAt(recordAt(content, 'action'), 'parameters')];
}

function configurations(order: Readonly<Record<string, unknown>>): unknown[] {
  const settings = recordsAt(order, 'payment_settings').map((one) => recordAt(one, 'payment_gateway'));
  return [order['payment_configuration'], ...settings.map((one) => one['configuration_name'])];
}
