import { useState } from 'preact/hooks';
import { hueOf } from '../../format/hue.js';
import { Icon, type IconName } from '../ui/icon.js';
import { mediaSource } from './media-source.js';

interface PictureProps {
  readonly kind: 'image' | 'video' | 'sticker';
  readonly media: unknown;
  readonly alt: string;
}

const ICONS: Readonly<Record<PictureProps['kind'], IconName>> = {
  image: 'image',
  video: 'play',
  sticker: 'sticker',
};

/** A picture that the simulator holds; a drawing with the host's name in place of one that is elsewhere. */
export function Picture({ kind, media, alt }: PictureProps) {
  const [broken, setBroken] = useState(false);
  const { url, origin, key } = mediaSource(media);
  if (url === undefined || broken) {
    return (
      <div class={`picture placeholder ${kind}`} style={{ '--hue': hueOf(key) }} role="img" aria-label={alt}>
        <Icon name={ICONS[kind]} size={34} />
        <small class="one-line">{origin}</small>
      </div>
    );
  }
  if (kind === 'video') {
    return <video class="picture" src={url} controls preload="metadata" onError={() => setBroken(true)} />;
  }
  return <img class={`picture ${kind}`} src={url} alt={alt} onError={() => setBroken(true)} />;
}
