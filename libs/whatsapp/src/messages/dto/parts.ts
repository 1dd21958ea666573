export { AudioContent } from './audio-message.dto.js';
export {
  ContactName,
  ContactPhone,
  ContactEmail,
  ContactUrl,
  ContactAddress,
  ContactOrganization,
  ContactContent,
} from './contacts-message.dto.js';
export { DocumentContent } from './document-message.dto.js';
export { ImageContent } from './image-message.dto.js';
export { LocationContent } from './location-message.dto.js';
export { MediaReference } from './shared/media-reference.js';
export {
  MessageContext,
  MessageEnvelopeDto,
  PersonMessageDto,
  PersonOrGroupMessageDto,
} from './shared/message-envelope.dto.js';
export { PinContent } from './pin-message.dto.js';
export { ReactionContent } from './reaction-message.dto.js';
export { TypingIndicator } from './read-receipt.dto.js';
export { StickerContent } from './sticker-message.dto.js';
export { TextContent } from './text-message.dto.js';
export { VideoContent } from './video-message.dto.js';
export { SavedAddress, AddressParameters, AddressAction, AddressContent } from './interactive/address.js';
export { CallPermissionAction, CallPermissionContent } from './interactive/call-permission-request.js';
export {
  CardBody,
  CardQuickReply,
  CardQuickReplyButton,
  MediaCardAction,
  MediaCard,
  ProductCard,
  ProductCardAction,
  CarouselAction,
  CarouselContent,
} from './interactive/carousel.js';
export { CatalogParameters, CatalogAction, CatalogContent } from './interactive/catalog.js';
export { CtaUrlParameters, CtaUrlAction, CtaUrlContent } from './interactive/cta-url.js';
export { FlowActionPayload, FlowParameters, FlowAction, FlowContent } from './interactive/flow.js';
export type { InteractiveContent } from './interactive/interactive-message.dto.js';
export {
  ContentWithBody,
  ContentWithFooter,
  ContentWithHeader,
  InteractiveBody,
  InteractiveFooter,
  HeaderMedia,
  HeaderDocument,
  TextHeader,
  ImageHeader,
  VideoHeader,
  DocumentHeader,
  type InteractiveHeader,
} from './interactive/interactive-parts.js';
export { ListBody, ListRow, ListSection, ListAction, ListContent } from './interactive/list.js';
export { LocationRequestAction, LocationRequestContent } from './interactive/location-request.js';
export { OrderItem, OrderExpiration, Order } from './interactive/order.js';
export { OrderAmount, DescribedAmount, DiscountAmount } from './interactive/order-amount.js';
export {
  OrderDetailsParameters,
  OrderDetailsAction,
  OrderDetailsContent,
} from './interactive/order-details.js';
export {
  OrderState,
  PaymentState,
  OrderStatusParameters,
  OrderStatusAction,
  OrderStatusContent,
} from './interactive/order-status.js';
export {
  PaymentGatewaySetting,
  PaymentLink,
  PaymentLinkSetting,
  UpiIntentLink,
  UpiIntentLinkSetting,
  PixDynamicCode,
  PixDynamicCodeSetting,
  Boleto,
  BoletoSetting,
  OffsiteCardPay,
  OffsiteCardPaySetting,
  type PaymentSetting,
} from './interactive/payment-settings.js';
export { ProductAction, ProductContent } from './interactive/product.js';
export {
  ProductItem,
  ProductSection,
  ProductListAction,
  ProductListContent,
} from './interactive/product-list.js';
export {
  ReplyButtonReply,
  ReplyButton,
  ReplyButtonsAction,
  ReplyButtonsContent,
} from './interactive/reply-buttons.js';
export { RequestContactInfoAction, RequestContactInfoContent } from './interactive/request-contact-info.js';
export { VoiceCallParameters, VoiceCallAction, VoiceCallContent } from './interactive/voice-call.js';
export {
  TemplateButton,
  QuickReplyTemplateButton,
  UrlTemplateButton,
  CopyCodeTemplateButton,
  CatalogButtonAction,
  CatalogActionParameter,
  CatalogTemplateButton,
  MultiProductButtonAction,
  MultiProductActionParameter,
  MultiProductTemplateButton,
  FlowButtonAction,
  FlowActionParameter,
  FlowTemplateButton,
  OrderDetailsButtonAction,
  OrderDetailsActionParameter,
  OrderDetailsTemplateButton,
  VoiceCallTemplateButton,
  type ButtonComponent,
} from './template/template-buttons.js';
export {
  type HeaderParameter,
  type BodyParameter,
  HeaderComponent,
  BodyComponent,
  FooterComponent,
  LimitedTimeOfferComponent,
  OrderStatusComponent,
  TapTargetComponent,
  type TemplateCardComponent,
  TemplateCard,
  TemplateCarouselComponent,
  type TemplateComponent,
} from './template/template-components.js';
export { TemplateLanguage, TemplateContent } from './template/template-message.dto.js';
export {
  TextParameter,
  HeaderTextParameter,
  TemplateCurrency,
  CurrencyParameter,
  TemplateDateTime,
  DateTimeParameter,
  TemplateMedia,
  TemplateDocument,
  ImageParameter,
  VideoParameter,
  DocumentParameter,
  GifParameter,
  TemplateLocation,
  LocationParameter,
  TemplateProduct,
  ProductParameter,
  LimitedTimeOffer,
  LimitedTimeOfferParameter,
  TapTarget,
  TapTargetParameter,
  TemplateOrderStatus,
  OrderStatusParameter,
  PayloadParameter,
  CouponCodeParameter,
  TtlMinutesParameter,
} from './template/template-parameters.js';
