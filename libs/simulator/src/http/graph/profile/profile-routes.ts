import type { NumberSettings } from '../../../engine/account/number-settings.js';
import { askedFields } from '../../../engine/common/asked-fields.js';
import { list, object, oneOf, STRING, type JsonSchema } from '../../../schemas/json-schema.js';
import { queryText } from '../graph-call.js';
import type { FastifyInstance } from 'fastify';
import type { GraphRouter } from '../graph-router.js';
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

/** The business profile of a number. */
export function profileRoutes(server: FastifyInstance, router: GraphRouter): void {
  const { state } = router.engine;
  profilePictureRoute(server, state);
  const path = '/:phone/whatsapp_business_profile';
  router.on('GET', path, (request) => {
    const { number } = state.phoneNumbers.get(request.params.id, 'GET');
    return businessProfile(state.settings.of(number.id), queryText(request, 'fields'));
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

/** What is asked of a profile, or all of it. */
export function businessProfile(
  { profile }: NumberSettings,
  fields?: string,
): Readonly<Record<string, unknown>> {
  const asked = fields ? askedFields(fields) : Object.keys(profile);
  const shown = asked.flatMap((name) => (profile[name] === undefined ? [] : [[name, profile[name]]]));
  return { data: [{ ...Object.fromEntries(shown), messaging_product: 'whatsapp' }] };
}
