import { textAt } from '../../../engine/common/is-record.js';
import { object, text } from '../../../schemas/shared/json-schema.js';
import type { GraphRouter } from '../routing/graph-router.js';

const CONTACT = object({ messaging_product: { const: 'whatsapp' }, bsuid: text() });

/** Adds the contact book: a person who is taken out of it, and has a username, is named by id only from then on. */
export function contactBookRoutes(router: GraphRouter): void {
  const { state } = router.engine;

  router.on('DELETE', '/:phone/contact_book', (request) => {
    state.phoneNumbers.get(request.params.id, 'DELETE');
    const userId = textAt(router.bodies.read(request, CONTACT), 'bsuid') ?? '';
    const person = state.people.find(userId);
    const known = person?.userId === userId && person.waId !== undefined && !person.hidesPhoneNumber;
    if (person && known && person.username !== undefined) {
      person.hidesPhoneNumber = true;
      state.events.tell({ name: 'person', about: person });
    }
    return { success: true, deleted: known };
  });
}
