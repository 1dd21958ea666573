import { textAt } from '../../format/read-json.js';
import { FormattedText } from '../ui/formatted-text.js';
import { Icon } from '../ui/icon.js';
import { mediaSource } from './media-source.js';

interface DocumentContentProps {
  readonly media: unknown;
}

/** A file with its name; one that the simulator holds can be opened. */
export function DocumentContent({ media }: DocumentContentProps) {
  const { url, origin } = mediaSource(media);
  const name = textAt(media, 'filename') ?? 'Untitled';
  const caption = textAt(media, 'caption');
  const card = (
    <>
      <Icon name="document" size={28} />
      <span class="file-text">
        <b class="one-line">{name}</b>
        <small class="one-line">
          {extensionOf(name)} · {origin}
        </small>
      </span>
    </>
  );
  return (
    <>
      {url === undefined ? (
        <div class="file">{card}</div>
      ) : (
        <a class="file" href={url} target="_blank" rel="noreferrer">
          {card}
        </a>
      )}
      {caption === undefined ? null : <FormattedText text={caption} />}
    </>
  );
}

function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(dot + 1).toUpperCase() : 'File';
}
