import { contactsMessage } from './contacts.schema.js';
import { messageBody } from './shared/envelope.schema.js';
import { buttonMessage } from './interactive/button.schema.js';
import { carouselMessage } from './interactive/carousel.schema.js';
import { catalogMessage, productListMessage, productMessage } from './interactive/commerce.schema.js';
import { ctaUrlMessage } from './interactive/cta-url.schema.js';
import { flowMessage } from './interactive/flow.schema.js';
import { listMessage } from './interactive/list.schema.js';
import { orderDetailsMessage, orderStatusMessage } from './interactive/orders.schema.js';
import {
  addressMessage,
  callPermissionRequestMessage,
  locationRequestMessage,
  requestContactInfoMessage,
  voiceCallMessage,
} from './interactive/requests.schema.js';
import { oneOf, openObject, type JsonSchema } from './shared/json-schema.js';
import { locationMessage } from './shared/location.schema.js';
import {
  audioMessage,
  documentMessage,
  imageMessage,
  stickerMessage,
  videoMessage,
} from './shared/media.schema.js';
import { pinMessage } from './pin.schema.js';
import { reactionMessage } from './reaction.schema.js';
import { templateMessage } from './template/template.schema.js';
import { textMessage } from './text.schema.js';

/** The body of a send of each interactive kind, by `interactive.type`. */
export const INTERACTIVE_SCHEMAS: ReadonlyMap<string, JsonSchema> = new Map(
  Object.entries({
    button: buttonMessage,
    list: listMessage,
    cta_url: ctaUrlMessage,
    flow: flowMessage,
    location_request_message: locationRequestMessage,
    address_message: addressMessage,
    product: productMessage,
    product_list: productListMessage,
    catalog_message: catalogMessage,
    call_permission_request: callPermissionRequestMessage,
    voice_call: voiceCallMessage,
    carousel: carouselMessage,
    request_contact_info: requestContactInfoMessage,
    order_details: orderDetailsMessage,
    order_status: orderStatusMessage,
  }),
);

/** The body of a send of each type, by `type`; that of `interactive` only names the kinds. */
export const MESSAGE_SCHEMAS: ReadonlyMap<string, JsonSchema> = new Map(
  Object.entries({
    text: textMessage,
    image: imageMessage,
    video: videoMessage,
    audio: audioMessage,
    document: documentMessage,
    sticker: stickerMessage,
    location: locationMessage,
    contacts: contactsMessage,
    reaction: reactionMessage,
    interactive: messageBody('interactive', openObject({ type: oneOf(...INTERACTIVE_SCHEMAS.keys()) })),
    template: templateMessage,
    pin: pinMessage,
  }),
);
