import { textAt } from '../../format/read-json.js';
import { FormattedText } from '../ui/formatted-text.js';
import { Picture } from './picture.js';

interface PictureContentProps {
  readonly kind: 'image' | 'video' | 'sticker';
  readonly media: unknown;
}

/** A picture or video with its caption. */
export function PictureContent({ kind, media }: PictureContentProps) {
  const caption = textAt(media, 'caption');
  return (
    <>
      <Picture kind={kind} media={media} alt={caption ?? kind} />
      {caption === undefined ? null : <FormattedText text={caption} />}
    </>
  );
}
