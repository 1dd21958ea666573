import { generateKeyPairSync } from 'node:crypto';
import type { GraphTour } from '../graph-tour.js';

/** The fields of a number that the file describes. */
const FIELDS = [
  'id',
  'display_phone_number',
  'verified_name',
  'status',
  'quality_rating',
  'country_code',
  'country_dial_code',
  'code_verification_status',
  'name_status',
  'messaging_limit_tier',
  'account_mode',
  'certificate',
  'is_official_business_account',
].join();

/** A number, its settings and its registration. */
export async function numbers(tour: GraphTour): Promise<void> {
  await tour.done('GET /:phone');
  await tour.done('GET /:phone', { query: { fields: FIELDS } });
  await tour.refused('GET /:phone', { query: { fields: 'colour' } });
  await tour.done('POST /:phone', { body: { pin: '123456', new_display_name: 'Simulated Shop' } });
  await tour.refused('POST /:phone', { body: { pin: '1' } });
  await tour.done('GET /:phone/settings');
  await tour.done('POST /:phone/settings', { body: { calling: { status: 'enabled' } } });
  await tour.done('GET /:phone/settings');
  await tour.refused('POST /:phone/settings', { body: { calling: 'yes' } });
  await tour.done('POST /:phone/deregister');
  await tour.done('POST /:phone/request_code', { body: { code_method: 'SMS', language: 'en_US' } });
  await tour.refused('POST /:phone/request_code', { body: { code_method: 'PIGEON', language: 'en_US' } });
  await tour.done('POST /:phone/verify_code', { body: { code: '123456' } });
  await tour.refused('POST /:phone/verify_code', { body: {} });
  const registration = { messaging_product: 'whatsapp', pin: '123456' };
  await tour.done('POST /:phone/register', { body: registration });
  await tour.refused('POST /:phone/register', { body: { ...registration, pin: '654321' } });
}

/** Calls for what customers see of a number. */
export async function profile(tour: GraphTour): Promise<void> {
  const path = '/:phone/whatsapp_business_profile';
  await tour.done(`GET ${path}`);
  await tour.done(`POST ${path}`, {
    body: {
      messaging_product: 'whatsapp',
      about: 'Open',
      vertical: 'RETAIL',
      websites: ['https://example.com/'],
    },
  });
  await tour.done(`GET ${path}`, { query: { fields: 'about,vertical,websites' } });
  await tour.refused(`POST ${path}`, { body: { messaging_product: 'whatsapp', vertical: 'SPACE' } });
  const settings = '/:phone/whatsapp_commerce_settings';
  await tour.done(`POST ${settings}`, { body: { is_cart_enabled: false } });
  await tour.done(`GET ${settings}`);
  await tour.refused(`POST ${settings}`, { body: { is_cart_enabled: 'perhaps' } });
  const automation = 'POST /:phone/conversational_automation';
  await tour.done(automation, { body: { prompts: ['Where is my parcel?'] } });
  await tour.refused(automation, { body: { prompts: ['x'.repeat(81)] } });
}

/** The key for the exchange with flows. */
export async function encryption(tour: GraphTour): Promise<void> {
  const path = '/:phone/whatsapp_business_encryption';
  await tour.done(`GET ${path}`);
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = publicKey.export({ type: 'spki', format: 'pem' });
  await tour.done(`POST ${path}`, { body: { business_public_key: pem } });
  await tour.done(`GET ${path}`);
  await tour.refused(`POST ${path}`, { body: { business_public_key: 'no key' } });
}

/** Business usernames; they are younger than the file. */
export async function usernames(tour: GraphTour): Promise<void> {
  await tour.done('POST /:phone/username', { body: { username: 'simulated.shop' } });
  await tour.done('GET /:phone/username');
  await tour.refused('POST /:phone/username', { body: { username: 'www.x' } });
  await tour.done('DELETE /:phone/username');
}
