import type { InteractiveContent, MarketingMessageDto, MessageDto } from './dto/index.js';

/** The fields of a message that say who it goes to; everything else is its content. */
type AddressField = 'messaging_product' | 'recipient_type' | 'to' | 'recipient' | 'context';

// Distributes over the union, so that each kind of message keeps its own fields.
type WithoutAddress<Message> = Message extends unknown ? Omit<Message, AddressField> : never;

/** A message in Meta's shape without its address: what a composer, which knows the address, is given. */
export type MessageContent = WithoutAddress<MessageDto>;

/** A message for the Marketing Messages API without its address. */
export type MarketingContent = WithoutAddress<MarketingMessageDto>;

/** An `interactive` object of one kind, without its `type`: the method's name says it. */
export type InteractiveOf<Kind extends InteractiveContent['type']> = Omit<
  Extract<InteractiveContent, { type: Kind }>,
  'type'
>;
