import { type GraphTour, idAt } from '../graph-tour.js';

const person = '+16505551234';

/** Sends, read receipts, and what happens to them. */
export async function messages(tour: GraphTour): Promise<void> {
  const text = { messaging_product: 'whatsapp', to: person, type: 'text', text: { body: 'Hello' } };
  await tour.done('POST /:phone/messages', { body: text });
  const inbound = await tour.simulator.receive({ from: person, text: 'Hello' });
  const receipt = { messaging_product: 'whatsapp', status: 'read', message_id: inbound };
  await tour.done('POST /:phone/messages', { body: receipt });
  await tour.refused('POST /:phone/messages', { body: { ...text, text: {} } });
  const template = {
    messaging_product: 'whatsapp',
    to: person,
    type: 'template',
    template: { name: 'offer', language: { code: 'en_US' } },
  };
  await tour.done('POST /:phone/marketing_messages', { body: template });
  await tour.refused('POST /:phone/marketing_messages', { body: text });
  await tour.simulator.control.act('16505551234', {
    action: 'send',
    message: { type: 'location', location: { latitude: 1, longitude: 2 } },
  });
  const userId = 'US.13491208655302741918';
  const byId = { messaging_product: 'whatsapp', recipient: userId, type: 'text', text: { body: 'Hello' } };
  await tour.done('POST /:phone/messages', { body: byId });
  tour.simulator.control.updatePerson(userId, { onWhatsApp: false });
  await tour.done('POST /:phone/messages', { body: text });
  await tour.simulator.settled();
  tour.simulator.control.updatePerson(userId, { onWhatsApp: true });
}

/** Files from upload to deletion. */
export async function media(tour: GraphTour): Promise<void> {
  const form = new FormData();
  form.set('messaging_product', 'whatsapp');
  form.set('file', new Blob(['%PDF-1.4'], { type: 'application/pdf' }), 'a.pdf');
  const id = idAt(await tour.done('POST /:phone/media', { body: form }));
  await tour.done('GET /:media', { ids: { media: id } });
  await tour.done('GET /:media', {
    ids: { media: id },
    query: { phone_number_id: tour.simulator.phoneNumberId },
  });
  await tour.refused('GET /:media', { ids: { media: id }, query: { phone_number_id: '1' } });
  await tour.refused('POST /:phone/media', { body: new FormData() });
  await tour.done('DELETE /:media', { ids: { media: id } });
  await tour.refused('DELETE /:media', { ids: { media: id } });
}

/** Blocks people as the business does. */
export async function blockList(tour: GraphTour): Promise<void> {
  const body = { messaging_product: 'whatsapp', block_users: [{ user: person }] };
  await tour.simulator.receive({ from: person, text: 'Hello' });
  await tour.done('POST /:phone/block_users', { body });
  await tour.done('GET /:phone/block_users');
  await tour.done('DELETE /:phone/block_users', { body });
  await tour.done('GET /:phone/block_users');
  tour.simulator.control.setRules({ customerServiceWindow: true });
  const stranger = { messaging_product: 'whatsapp', block_users: [{ user: '+16505550000' }] };
  await tour.refused('POST /:phone/block_users', { body: stranger });
  tour.simulator.control.setRules('lenient');
  await tour.refused('POST /:phone/block_users', { body: {} });
}

/** QR codes and short links. */
export async function qrCodes(tour: GraphTour): Promise<void> {
  const body = { prefilled_message: 'Hello', generate_qr_image: 'SVG' };
  const code = idAt(await tour.done('POST /:phone/message_qrdls', { body }), 'code');
  await tour.done('GET /:phone/message_qrdls');
  await tour.done('GET /:phone/message_qrdls/:code', { ids: { code } });
  await tour.done('POST /:phone/message_qrdls', { body: { code, prefilled_message: 'Good day' } });
  await tour.refused('POST /:phone/message_qrdls', { body: {} });
  await tour.done('DELETE /:phone/message_qrdls/:code', { ids: { code } });
  await tour.refused('GET /:phone/message_qrdls/:code', { ids: { code } });
  await tour.refused('DELETE /:phone/message_qrdls/:code', { ids: { code } });
  await tour.done('GET /:phone/message_qrdls');
}
