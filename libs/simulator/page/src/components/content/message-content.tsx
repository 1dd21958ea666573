import type { MessageView } from '../../../../src/control/api/index.js';
import { textAt } from '../../format/read-json.js';
import { FormattedText } from '../ui/formatted-text.js';
import { AudioContent } from './audio-content.js';
import { ContactsContent } from './contacts-content.js';
import { DocumentContent } from './document-content.js';
import { InteractiveContent } from './interactive-content.js';
import { LocationContent } from './location-content.js';
import { OrderContent } from './order-content.js';
import { TemplateContent } from './template-content.js';
import { Picture } from './picture.js';

interface MessageContentProps {
  readonly message: MessageView;
}

/** The content of a bubble, by the message's type; a type that is not known is shown by its name. */
export function MessageContent({ message }: MessageContentProps) {
  const { type, content } = message;
  if (message.revoked) return <p class="deleted">This message was deleted.</p>;
  switch (type) {
    case 'text':
      return <FormattedText text={textAt(content, 'body') ?? ''} />;
    case 'image':
    case 'video':
    case 'sticker':
      return <PictureContent kind={type} media={content} />;
    case 'audio':
      return <AudioContent message={message} />;
    case 'document':
      return <DocumentContent media={content} />;
    case 'location':
      return <LocationContent location={content} />;
    case 'contacts':
      return <ContactsContent contacts={content} />;
    case 'order':
      return <OrderContent order={content} />;
    case 'interactive':
      return <InteractiveContent message={message} />;
    case 'template':
      return <TemplateContent message={message} />;
    case 'button':
      return <FormattedText text={textAt(content, 'text') ?? ''} />;
    default:
      return (
        <p class="deleted">
          {type === 'unsupported' ? 'A message that the API does not support' : `A message of type “${type}”`}
        </p>
      );
  }
}

interface PictureContentProps {
  readonly kind: 'image' | 'video' | 'sticker';
  readonly media: unknown;
}

/** A picture or video with its caption. */
function PictureContent({ kind, media }: PictureContentProps) {
  const caption = textAt(media, 'caption');
  return (
    <>
      <Picture kind={kind} media={media} alt={caption ?? kind} />
      {caption === undefined ? null : <FormattedText text={caption} />}
    </>
  );
}
