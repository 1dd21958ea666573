import { BusinessAppSync } from '../../../engine/business-app/business-app-sync.js';
import { object, oneOf } from '../../../schemas/shared/json-schema.js';
import type { GraphRouter } from '../routing/graph-router.js';

const SYNC = object({
  messaging_product: { const: 'whatsapp' },
  sync_type: oneOf('history', 'smb_app_state_sync'),
});

/** Adds the calls for numbers that the WhatsApp Business app has too: they ask for its contacts and its history, once each. */
export function businessAppRoutes(router: GraphRouter): void {
  const { state } = router.engine;
  const sync = new BusinessAppSync(state, router.outbox);

  router.on('POST', '/:phone/smb_app_data', (request) => {
    const number = state.phoneNumbers.get(request.params.id, 'POST');
    const body = router.bodies.read(request, SYNC);
    const type = body['sync_type'] === 'history' ? 'history' : 'smb_app_state_sync';
    return { messaging_product: 'whatsapp', request_id: sync.request(number, type) };
  });
}
