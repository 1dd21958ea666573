import { IsOneOf, IsText, Nested, type Choice } from '../../rules/index.js';
import { MediaReference } from '../shared/media-reference.js';

/**
 * The text of an interactive message.
 *
 * @publicApi
 */
export class InteractiveBody {
  /** 1 to 1024 characters. */
  @IsText({ max: 1024 })
  text!: string;
}

/**
 * The line below an interactive message.
 *
 * @publicApi
 */
export class InteractiveFooter {
  /** 1 to 60 characters. */
  @IsText({ max: 60 })
  text!: string;
}

/**
 * A media file in a header; it has no caption.
 *
 * @publicApi
 */
export class HeaderMedia extends MediaReference {}

/**
 * A document in a header; it has no caption.
 *
 * @publicApi
 */
export class HeaderDocument extends MediaReference {
  @IsText({ min: 0, optional: true })
  filename?: string;
}

/**
 * A header of text.
 *
 * @publicApi
 */
export class TextHeader {
  @IsOneOf(['text'])
  type!: 'text';

  /** 1 to 60 characters. */
  @IsText({ max: 60 })
  text!: string;

  /** At most 60 characters; known from the published specification only. */
  @IsText({ max: 60, optional: true })
  sub_text?: string;
}

/**
 * A header with an image.
 *
 * @publicApi
 */
export class ImageHeader {
  @IsOneOf(['image'])
  type!: 'image';

  @Nested(() => HeaderMedia)
  image!: HeaderMedia;
}

/**
 * A header with a video.
 *
 * @publicApi
 */
export class VideoHeader {
  @IsOneOf(['video'])
  type!: 'video';

  @Nested(() => HeaderMedia)
  video!: HeaderMedia;
}

/**
 * A header with a document.
 *
 * @publicApi
 */
export class DocumentHeader {
  @IsOneOf(['document'])
  type!: 'document';

  @Nested(() => HeaderDocument)
  document!: HeaderDocument;
}

/**
 * A header of an interactive message.
 *
 * @publicApi
 */
export type InteractiveHeader = TextHeader | ImageHeader | VideoHeader | DocumentHeader;

/** The kinds of header where all are allowed. */
export const anyHeader: Choice = {
  by: 'type',
  kinds: { text: TextHeader, image: ImageHeader, video: VideoHeader, document: DocumentHeader },
};

/** The header where only text is allowed. */
export const textHeader: Choice = { by: 'type', kinds: { text: TextHeader } };

/**
 * The parts of every interactive message with a text.
 *
 * @publicApi
 */
export abstract class ContentWithBody {
  @Nested(() => InteractiveBody)
  body!: InteractiveBody;
}

/**
 * The parts of every interactive message with a text and a footer.
 *
 * @publicApi
 */
export abstract class ContentWithFooter extends ContentWithBody {
  @Nested(() => InteractiveFooter, { optional: true })
  footer?: InteractiveFooter;
}

/**
 * The parts of every interactive message with a text, a footer and a header of any kind.
 *
 * @publicApi
 */
// Not an extension of the one above: problems are reported in the order of the fields, from top to bottom.
export abstract class ContentWithHeader {
  @Nested(() => anyHeader, { optional: true })
  header?: InteractiveHeader;

  @Nested(() => InteractiveBody)
  body!: InteractiveBody;

  @Nested(() => InteractiveFooter, { optional: true })
  footer?: InteractiveFooter;
}
