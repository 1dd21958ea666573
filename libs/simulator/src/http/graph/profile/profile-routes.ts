import type { NumberSettings } from '../../../engine/account/number-settings.js';
import type { AskedField } from '../../../engine/common/asked-fields.js';
import { list, object, oneOf, STRING, type JsonSchema } from '../../../schemas/shared/json-schema.js';
import { askedOf } from '../routing/graph-call.js';
import type { FastifyInstance } from 'fastify';
import type { GraphRouter } from '../routing/graph-router.js';
import { selectFields } from '../routing/select-fields.js';
import { profilePicture, profilePictureRoute } from './profile-picture.js';

/** Meta's lines of business. */
const VERTICALS = [
  'UNDEFINED',
  'OTHER',
  'AUTO',
  'BEAUTY',
  'APPAREL',
  'EDU',
  'ENTERTAIN',
  'EVENT_PLAN',
  'FINANCE',
  'GROCERY',
  'GOVT',
  'HOTEL',
  'HEALTH',
  'NONPROFIT',
  'PROF_SERVICES',
  'RETAIL',
  'TRAVEL',
  'RESTAURANT',
  'NOT_A_BIZ',
  'ALCOHOL',
  'ONLINE_GAMBLING',
  'PHYSICAL_GAMBLING',
  'OTC_DRUGS',
  'MATRIMONY_SERVICE',
];

const upTo = (maxLength: number): JsonSchema => ({ type: 'string', maxLength });

const PROFILE = object(
  { messaging_product: { const: 'whatsapp' } },
  {
    about: { type: 'string', minLength: 1, maxLength: 139 },
    address: upTo(256),
    // 256 in the OpenAPI file, 512 elsewhere: the laxer one.
    description: upTo(512),
    email: upTo(128),
    websites: list(upTo(256), 0, 2),
    vertical: oneOf(...VERTICALS),
    profile_picture_handle: STRING,
  },
);

/** The fields of a profile, and those that are shown where no fields are asked for. */
const FIELDS = ['about', 'address', 'description', 'email', 'profile_picture_url', 'websites', 'vertical'];
const UNSET = { id: undefined, ...Object.fromEntries(FIELDS.map((name) => [name, undefined])) };
const CHOICE = { type: 'WhatsAppBusinessProfile', defaults: FIELDS, always: ['messaging_product'] };

/** The business profile of a number. */
export function profileRoutes(server: FastifyInstance, router: GraphRouter): void {
  const { state } = router.engine;
  profilePictureRoute(server, state);
  const path = '/:phone/whatsapp_business_profile';
  router.on('GET', path, (request) => {
    const { number } = state.phoneNumbers.get(request.params.id, 'GET');
    return businessProfile(state.settings.of(number.id), askedOf(request));
  });
  router.on('POST', path, (request) => {
    const { number } = state.phoneNumbers.get(request.params.id, 'POST');
    const {
      messaging_product: _product,
      profile_picture_handle: handle,
      ...changes
    } = router.bodies.read(request, PROFILE);
    const picture = typeof handle === 'string' ? profilePicture(state, handle) : undefined;
    Object.assign(state.settings.of(number.id).profile, changes, picture);
    return { success: true };
  });
}

/** Returns the fields of a profile that are asked for, or all. @throws GraphApiError 100 for a field that profiles do not have */
export function businessProfile(
  { profile }: NumberSettings,
  asked: readonly AskedField[] | undefined,
): Readonly<Record<string, unknown>> {
  const node = { ...UNSET, ...profile, messaging_product: 'whatsapp' };
  return { data: [selectFields(node, asked, CHOICE)] };
}
