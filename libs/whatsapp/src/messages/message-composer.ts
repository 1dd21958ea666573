import type {
  AudioContent,
  ContactContent,
  DocumentContent,
  ImageContent,
  InteractiveContent,
  InteractiveOf,
  LocationContent,
  MessageContent,
  PinContent,
  StickerContent,
  TemplateContent,
  TextContent,
  VideoContent,
} from './dto/index.js';
import { WhatsAppValidationError } from '../errors/index.js';
import type { SendOptions } from './pipeline/send-options.js';
import type { SendResult } from './pipeline/send-result.js';
import { TextPartsError } from './text-parts.error.js';
import { splitText } from './text/index.js';

/**
 * One method for each type of message, for a recipient that is already known. Contents are Meta's objects with Meta's names.
 *
 * Every method may throw what `WhatsAppMessagesService.send` throws.
 *
 * @publicApi
 */
export abstract class MessageComposer<Result extends SendResult = SendResult> {
  /** Sends any content: what every other method ends in. */
  abstract send(content: MessageContent, options?: SendOptions): Promise<Result>;

  /** A text of 1 to 4096 characters; for a longer one see {@link longText}. */
  text(text: string | TextContent, options?: SendOptions): Promise<Result> {
    return this.send({ type: 'text', text: typeof text === 'string' ? { body: text } : text }, options);
  }

  /**
   * A text of any length, split at sentence or line ends into parts of at most 4096 characters. A part goes out when Meta has
   * accepted the one before; Meta does not promise to deliver them in that order.
   *
   * @throws TextPartsError where a part is not accepted: it holds what was sent and what was not
   */
  async longText(text: string, options?: SendOptions): Promise<Result[]> {
    if (typeof text !== 'string') {
      throw new WhatsAppValidationError([{ path: 'text.body', message: 'must be a string, of any length' }]);
    }
    // Blank text that is too long leaves no part: send it as it is, so that it is refused like any other.
    const split = splitText(text);
    const parts = split.length === 0 ? [text] : split;
    const sent: Result[] = [];
    for (const [index, part] of parts.entries()) {
      try {
        sent.push(await this.sendPart(part, index, optionsOfPart(index, options)));
      } catch (error) {
        if (parts.length === 1) throw error;
        throw new TextPartsError(sent, parts.slice(index), { cause: error });
      }
    }
    return sent;
  }

  /** A JPEG or PNG of at most 5 MB, by `id` (preferred) or `link`. */
  image(image: ImageContent, options?: SendOptions): Promise<Result> {
    return this.send({ type: 'image', image }, options);
  }

  /** An MP4 or 3GPP of at most 16 MB, by `id` (preferred) or `link`. */
  video(video: VideoContent, options?: SendOptions): Promise<Result> {
    return this.send({ type: 'video', video }, options);
  }

  /** Audio of at most 16 MB, by `id` (preferred) or `link`; `voice: true` makes it a voice message. */
  audio(audio: AudioContent, options?: SendOptions): Promise<Result> {
    return this.send({ type: 'audio', audio }, options);
  }

  /** A document of at most 100 MB, by `id` (preferred) or `link`. */
  document(document: DocumentContent, options?: SendOptions): Promise<Result> {
    return this.send({ type: 'document', document }, options);
  }

  /** A WebP of 512 × 512 pixels, at most 100 KB or, animated, 500 KB. */
  sticker(sticker: StickerContent, options?: SendOptions): Promise<Result> {
    return this.send({ type: 'sticker', sticker }, options);
  }

  /** A place on the map. */
  location(location: LocationContent, options?: SendOptions): Promise<Result> {
    return this.send({ type: 'location', location }, options);
  }

  /** 1 to 257 contact cards. */
  contacts(contacts: ContactContent[], options?: SendOptions): Promise<Result> {
    return this.send({ type: 'contacts', contacts }, options);
  }

  /** An approved template: the only type that may be sent outside the customer service window. */
  template(template: TemplateContent, options?: SendOptions): Promise<Result> {
    return this.send({ type: 'template', template }, options);
  }

  /** Pins or unpins a message of a group. */
  pin(pin: PinContent, options?: SendOptions): Promise<Result> {
    return this.send({ type: 'pin', pin }, options);
  }

  /** Any interactive message. */
  interactive(interactive: InteractiveContent, options?: SendOptions): Promise<Result> {
    return this.send({ type: 'interactive', interactive }, options);
  }

  /** A body with 1 to 3 reply buttons. */
  buttons(content: InteractiveOf<'button'>, options?: SendOptions): Promise<Result> {
    return this.interactive({ ...content, type: 'button' }, options);
  }

  /** A list of at most 10 rows over 1 to 10 sections. */
  list(content: InteractiveOf<'list'>, options?: SendOptions): Promise<Result> {
    return this.interactive({ ...content, type: 'list' }, options);
  }

  /** A body with a button that opens a web address. */
  ctaUrl(content: InteractiveOf<'cta_url'>, options?: SendOptions): Promise<Result> {
    return this.interactive({ ...content, type: 'cta_url' }, options);
  }

  /** A body with a button that opens a Flow. */
  flow(content: InteractiveOf<'flow'>, options?: SendOptions): Promise<Result> {
    return this.interactive({ ...content, type: 'flow' }, options);
  }

  /** Asks for the user's location. */
  locationRequest(
    content: InteractiveOf<'location_request_message'>,
    options?: SendOptions,
  ): Promise<Result> {
    return this.interactive({ ...content, type: 'location_request_message' }, options);
  }

  /** Asks for the user's address (India only). */
  addressRequest(content: InteractiveOf<'address_message'>, options?: SendOptions): Promise<Result> {
    return this.interactive({ ...content, type: 'address_message' }, options);
  }

  /** One product of a catalog. */
  product(content: InteractiveOf<'product'>, options?: SendOptions): Promise<Result> {
    return this.interactive({ ...content, type: 'product' }, options);
  }

  /** At most 30 products of a catalog over 1 to 10 sections. */
  productList(content: InteractiveOf<'product_list'>, options?: SendOptions): Promise<Result> {
    return this.interactive({ ...content, type: 'product_list' }, options);
  }

  /** A button that opens the whole catalog. */
  catalog(content: InteractiveOf<'catalog_message'>, options?: SendOptions): Promise<Result> {
    return this.interactive({ ...content, type: 'catalog_message' }, options);
  }

  /** 2 to 10 cards with pictures, videos or products. */
  carousel(content: InteractiveOf<'carousel'>, options?: SendOptions): Promise<Result> {
    return this.interactive({ ...content, type: 'carousel' }, options);
  }

  /** Asks whether the business may phone the user. */
  callPermissionRequest(
    content: InteractiveOf<'call_permission_request'>,
    options?: SendOptions,
  ): Promise<Result> {
    return this.interactive({ ...content, type: 'call_permission_request' }, options);
  }

  /** A button with which the user phones the business. */
  voiceCall(content: InteractiveOf<'voice_call'>, options?: SendOptions): Promise<Result> {
    return this.interactive({ ...content, type: 'voice_call' }, options);
  }

  /** Asks a user who is known by username only for their phone number. */
  contactInfoRequest(content: InteractiveOf<'request_contact_info'>, options?: SendOptions): Promise<Result> {
    return this.interactive({ ...content, type: 'request_contact_info' }, options);
  }

  /** An order to pay (India and Brazil). */
  orderDetails(content: InteractiveOf<'order_details'>, options?: SendOptions): Promise<Result> {
    return this.interactive({ ...content, type: 'order_details' }, options);
  }

  /** The state of an order (India and Brazil). */
  orderStatus(content: InteractiveOf<'order_status'>, options?: SendOptions): Promise<Result> {
    return this.interactive({ ...content, type: 'order_status' }, options);
  }

  /** One part of a long text. */
  protected sendPart(part: string, _index: number, options?: SendOptions): Promise<Result> {
    return this.text(part, options);
  }
}

/** Returns the options of a part: it is a send of its own, and so has a key of its own. */
function optionsOfPart(index: number, options?: SendOptions): SendOptions | undefined {
  if (index === 0) return options;
  const key = options?.idempotencyKey;
  // A template that stands in for the first part stands in for the text as a whole.
  const ofPart = { ...options, fallbackTemplate: null };
  return key === undefined ? ofPart : { ...ofPart, idempotencyKey: `${key}:part ${index + 1}` };
}
