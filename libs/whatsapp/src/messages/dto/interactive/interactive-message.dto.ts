import { IsOneOf, Nested, type Choice } from '../../rules/index.js';
import { PersonMessageDto } from '../shared/message-envelope.dto.js';
import { AddressContent } from './address.js';
import { CallPermissionContent } from './call-permission-request.js';
import { CarouselContent } from './carousel.js';
import { CatalogContent } from './catalog.js';
import { CtaUrlContent } from './cta-url.js';
import { FlowContent } from './flow.js';
import { ListContent } from './list.js';
import { LocationRequestContent } from './location-request.js';
import { OrderDetailsContent } from './order-details.js';
import { OrderStatusContent } from './order-status.js';
import { ProductListContent } from './product-list.js';
import { ProductContent } from './product.js';
import { ReplyButtonsContent } from './reply-buttons.js';
import { RequestContactInfoContent } from './request-contact-info.js';
import { VoiceCallContent } from './voice-call.js';

/**
 * The content of an interactive message, told apart by `type`.
 *
 * @publicApi
 */
export type InteractiveContent =
  | ReplyButtonsContent
  | ListContent
  | CtaUrlContent
  | FlowContent
  | LocationRequestContent
  | AddressContent
  | ProductContent
  | ProductListContent
  | CatalogContent
  | CallPermissionContent
  | VoiceCallContent
  | CarouselContent
  | RequestContactInfoContent
  | OrderDetailsContent
  | OrderStatusContent;

const kinds = {
  button: ReplyButtonsContent,
  list: ListContent,
  cta_url: CtaUrlContent,
  flow: FlowContent,
  location_request_message: LocationRequestContent,
  address_message: AddressContent,
  product: ProductContent,
  product_list: ProductListContent,
  catalog_message: CatalogContent,
  call_permission_request: CallPermissionContent,
  voice_call: VoiceCallContent,
  carousel: CarouselContent,
  request_contact_info: RequestContactInfoContent,
  order_details: OrderDetailsContent,
  order_status: OrderStatusContent,
} satisfies Record<InteractiveContent['type'], Choice['kinds'][string]>;

/**
 * An interactive message: buttons, lists, flows, products, carousels and the like.
 *
 * @publicApi
 */
export class InteractiveMessageDto extends PersonMessageDto {
  @IsOneOf(['interactive'], { optional: true })
  type?: 'interactive';

  @Nested(() => ({ by: 'type', kinds }))
  interactive!: InteractiveContent;
}
