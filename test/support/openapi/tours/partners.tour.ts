import type { GraphTour } from '../graph-tour.js';
import { idAt } from '../graph-tour.js';

/** Adds numbers, and asks for what is known of their owner. */
export async function onboarding(tour: GraphTour): Promise<void> {
  const number = { cc: '1', phone_number: '6505557777', verified_name: 'Second Shop' };
  await tour.done('POST /:waba/phone_numbers', { body: number });
  await tour.refused('POST /:waba/phone_numbers', { body: number });
  await tour.done('GET /:waba/phone_numbers');
  const badge = '/:phone/official_business_account';
  await tour.refused(`GET ${badge}`);
  await tour.done(`POST ${badge}`, { body: { action: 'SUBMIT_APPLICATION' } });
  await tour.done(`GET ${badge}`);
  await tour.refused(`POST ${badge}`, { body: { action: 'SUBMIT_APPLICATION' } });
  const compliance = '/:phone/business_compliance_info';
  await tour.done(`GET ${compliance}`);
  const contact = { email: 'care@example.com', mobile_number: '+919876543210' };
  const info = {
    messaging_product: 'whatsapp',
    entity_name: 'Simulated Business',
    entity_type: 'PARTNERSHIP',
    grievance_officer_details: { name: 'Officer', ...contact },
    customer_care_details: contact,
  };
  await tour.done(`POST ${compliance}`, { body: info });
  await tour.done(`GET ${compliance}`);
  await tour.refused(`POST ${compliance}`, { body: { ...info, entity_type: 'CLUB' } });
}

/** The accounts of a business; its id is among what is told of its account. */
export async function businesses(tour: GraphTour): Promise<void> {
  const { owner_business_info } = await tour.done('GET /:waba', {
    query: { fields: 'name,owner_business_info' },
  });
  const ids = { business: idAt(owner_business_info as Readonly<Record<string, unknown>>) };
  await tour.done('GET /:business', { ids, query: { fields: 'id,name,timezone_id' } });
  await tour.done('GET /:business/owned_whatsapp_business_accounts', { ids });
  await tour.done('GET /:business/client_whatsapp_business_accounts', { ids });
  await tour.refused('GET /:business/owned_whatsapp_business_accounts', { ids, query: { fields: 'colour' } });
}

/** Asks for the history of a number's messages. */
export async function trails(tour: GraphTour): Promise<void> {
  const page = await tour.done('GET /:phone/message_history');
  const [trail] = page['data'] as { id: string }[];
  await tour.done('GET /:phone/message_history', { query: { message_id: 'none' } });
  await tour.done('GET /:history/events', { ids: { history: idAt({ id: trail?.id }) } });
}

/** Calls what is younger than the file. */
export async function newcomers(tour: GraphTour): Promise<void> {
  const product = { messaging_product: 'whatsapp' };
  await tour.done('GET /:phone/username_suggestions');
  await tour.done('DELETE /:phone/contact_book', { query: { ...product, bsuid: 'US.404' } });
  await tour.refused('GET /:phone/payments/:configuration/:reference', {
    ids: { configuration: 'upi', reference: 'none' },
  });
  await tour.done('POST /:phone/smb_app_data', { body: { ...product, sync_type: 'history' } });
  await tour.refused('POST /:phone/smb_app_data', { body: { ...product, sync_type: 'history' } });
  await tour.done('GET /:app');
  await tour.done('GET /debug_token', { query: { input_token: tour.simulator.accessToken } });
  await tour.done('GET /:app/subscriptions');
  await tour.refused('POST /:app/subscriptions', { body: {} });
}
