import type { QrCode } from '../../engine/account/number-settings.js';
import { textAt } from '../../engine/common/is-record.js';
import { GraphApiError } from '../../engine/errors/graph-api.error.js';
import { object, oneOf, text } from '../../schemas/json-schema.js';
import type { GraphRequest } from './graph-call.js';
import type { GraphRouter } from './graph-router.js';
import { page } from './paging.js';

const QR_CODE = object(
  { prefilled_message: text(140) },
  { generate_qr_image: oneOf('SVG', 'PNG', 'svg', 'png'), code: text() },
);
const CODE_LENGTH = 14;

/** QR codes and short links that open a chat with a prepared message. */
export function qrCodeRoutes(router: GraphRouter): void {
  const { state } = router.engine;
  const codesOf = (request: GraphRequest) =>
    state.settings.of(state.phoneNumbers.get(request.params.id, request.method).number.id).qrCodes;

  router.on('GET', '/:phone/message_qrdls', (request) =>
    page(request, [...codesOf(request).values()].map(node)),
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
    return {
      ...node(code),
      ...(format === undefined
        ? {}
        : { qr_image_url: `${state.mediaUrls.base}/qr/${code.code}.${format.toLowerCase()}` }),
    };
  };
  router.on('POST', '/:phone/message_qrdls', write);
  // A code is changed by its name in the body or, as some clients do it, in the path.
  router.on('POST', '/:phone/message_qrdls/:code', write);

  router.on('GET', '/:phone/message_qrdls/:code', (request) => ({
    data: [node(find(codesOf(request), request.params.sub))],
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

function node({ code, prefilledMessage }: QrCode): Readonly<Record<string, unknown>> {
  return { code, prefilled_message: prefilledMessage, deep_link_url: `https://wa.me/message/${code}` };
}
