import type { QrCode } from '../../engine/account/number-settings.js';
import type { AskedField } from '../../engine/common/asked-fields.js';
import { textAt } from '../../engine/common/is-record.js';
import { GraphApiError } from '../../engine/errors/graph-api.error.js';
import { object, oneOf, text } from '../../schemas/shared/json-schema.js';
import { askedOf, queryText, type GraphRequest } from './routing/graph-call.js';
import type { GraphRouter } from './routing/graph-router.js';
import { page } from './routing/paging.js';
import { ComputedField, selectFields } from './routing/select-fields.js';

const QR_CODE = object(
  { prefilled_message: text(140) },
  { generate_qr_image: oneOf('SVG', 'PNG', 'svg', 'png'), code: text() },
);
const CODE_LENGTH = 14;
const CHOICE = {
  type: 'WhatsAppMessageQrdl',
  defaults: ['code', 'prefilled_message', 'deep_link_url'],
  always: ['code'],
};

/** QR codes and short links that open a chat with a prepared message. */
export function qrCodeRoutes(router: GraphRouter): void {
  const { state } = router.engine;
  const codesOf = (request: GraphRequest) =>
    state.settings.of(state.phoneNumbers.get(request.params.id, request.method).number.id).qrCodes;

  router.on('GET', '/:phone/message_qrdls', (request) =>
    page(
      request,
      [...codesOf(request).values()]
        .filter(({ code }) => [undefined, code].includes(queryText(request, 'code')))
        .map((code) => qrCodeNode(state.mediaUrls.base, code, askedOf(request))),
    ),
  );

  const write = (request: GraphRequest) => {
    const codes = codesOf(request);
    const body = router.bodies.read(request, QR_CODE);
    const prefilledMessage = textAt(body, 'prefilled_message') ?? '';
    const known = request.params.sub ?? textAt(body, 'code');
    const code =
      known === undefined ? { code: state.ids.code(CODE_LENGTH), prefilledMessage } : find(codes, known);
    code.prefilledMessage = prefilledMessage;
    codes.set(code.code, code);
    const format = textAt(body, 'generate_qr_image');
    const { base } = state.mediaUrls;
    return {
      ...qrCodeNode(base, code),
      ...(format === undefined ? {} : { qr_image_url: imageUrl(base, code, format) }),
    };
  };
  router.on('POST', '/:phone/message_qrdls', write);
  // A code is changed by its name in the body or, as some clients do it, in the path.
  router.on('POST', '/:phone/message_qrdls/:code', write);

  router.on('GET', '/:phone/message_qrdls/:code', (request) => ({
    data: [qrCodeNode(state.mediaUrls.base, find(codesOf(request), request.params.sub), askedOf(request))],
  }));

  router.on('DELETE', '/:phone/message_qrdls/:code', (request) => {
    const codes = codesOf(request);
    codes.delete(find(codes, request.params.sub).code);
    return { success: true };
  });
}

function find(codes: ReadonlyMap<string, QrCode>, code = ''): QrCode {
  const found = codes.get(code);
  if (found) return found;
  throw new GraphApiError({ code: 100, details: `There is no QR code "${code}".` });
}

/** A QR code as it is asked for; its picture only where that is asked for. @throws GraphApiError 100 for an unknown field */
export function qrCodeNode(
  base: string,
  qrCode: QrCode,
  asked?: readonly AskedField[],
): Readonly<Record<string, unknown>> {
  const { code, prefilledMessage } = qrCode;
  const node = {
    code,
    prefilled_message: prefilledMessage,
    deep_link_url: `https://wa.me/message/${code}`,
    creation_time: undefined,
    qr_image_url: new ComputedField(({ arguments: given }) =>
      imageUrl(base, qrCode, given['format'] ?? 'SVG'),
    ),
  };
  return selectFields(node, asked, CHOICE);
}

/** @throws GraphApiError 100 for another format than SVG and PNG */
function imageUrl(base: string, { code }: QrCode, format: string): string {
  if (/^(?:svg|png)$/i.test(format)) return `${base}/qr/${code}.${format.toLowerCase()}`;
  throw new GraphApiError({ code: 100, details: 'Param format must be SVG or PNG.' });
}
