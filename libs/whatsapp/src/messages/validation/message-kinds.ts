import {
  AudioMessageDto,
  ContactsMessageDto,
  DocumentMessageDto,
  ImageMessageDto,
  InteractiveMessageDto,
  LocationMessageDto,
  PinMessageDto,
  ReactionMessageDto,
  StickerMessageDto,
  TemplateMessageDto,
  TextMessageDto,
  VideoMessageDto,
  type MessageType,
  type MessageDto,
} from '../dto/index.js';
import type { ValidationIssue } from '../../errors/index.js';

const kinds: Readonly<Record<MessageType, new () => MessageDto>> = {
  text: TextMessageDto,
  image: ImageMessageDto,
  video: VideoMessageDto,
  audio: AudioMessageDto,
  document: DocumentMessageDto,
  sticker: StickerMessageDto,
  location: LocationMessageDto,
  contacts: ContactsMessageDto,
  reaction: ReactionMessageDto,
  interactive: InteractiveMessageDto,
  template: TemplateMessageDto,
  pin: PinMessageDto,
};

/** The message types that the library knows, which are also the names of their content keys. */
export const messageTypes: readonly MessageType[] = Object.keys(kinds).filter(isMessageType);

/** The class that checks a message of a type. */
export function kindOf(type: MessageType): new () => MessageDto {
  return kinds[type];
}

/** Finds a message's type from `type` or else from its one content key; an issue where that cannot be done. */
export function findType(message: Readonly<Record<string, unknown>>): MessageType | ValidationIssue {
  const contents = messageTypes.filter((type) => message[type] !== undefined);
  const { type } = message;
  if (type === undefined) {
    const [only, second] = contents;
    if (only !== undefined && second === undefined) return only;
    return second === undefined
      ? { path: '', message: `has no content: give exactly one of ${list()}` }
      : { path: second, message: `is one content too many: keep one of ${contents.join(', ')}` };
  }
  const known = messageTypes.find((name) => name === type);
  if (known === undefined) {
    return {
      path: 'type',
      message: `must be one of ${list()} (a type that the library does not know yet can be sent with sendRaw)`,
    };
  }
  const other = contents.find((name) => name !== known);
  if (other === undefined) return known;
  return {
    path: other,
    message: `does not belong to a message of type ${known}: take it away, or set \`type\` to ${other}`,
  };
}

function list(): string {
  return messageTypes.join(', ');
}

function isMessageType(name: string): name is MessageType {
  return Object.hasOwn(kinds, name);
}
