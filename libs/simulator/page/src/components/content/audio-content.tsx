import { useRef, useState } from 'preact/hooks';
import type { MessageView } from '../../../../src/control/api/index.js';
import { hueOf } from '../../format/hue.js';
import { dig } from '../../format/read-json.js';
import { playTime } from '../../format/time.js';
import { act } from '../../state/actions.js';
import { Icon } from '../ui/icon.js';
import { IconButton } from '../ui/icon-button.js';
import { mediaSource } from './media-source.js';

interface AudioContentProps {
  readonly message: MessageView;
}

const BARS = 34;

/** Sound, or a voice message; playing a voice message of the business reports `played`. */
export function AudioContent({ message }: AudioContentProps) {
  const player = useRef<HTMLAudioElement>(null);
  const [playing, setPlaying] = useState(false);
  const [progress, setProgress] = useState(0);
  const [length, setLength] = useState<number>();
  const { url, key } = mediaSource(message.content);
  const voice = dig(message.content, 'voice') === true;

  const toggle = () => {
    if (playing) {
      player.current?.pause();
      return;
    }
    // Without bytes, or with bytes that are no sound, there is nothing to hear; it counts as played all the same.
    player.current?.play().catch(() => setPlaying(false));
    if (message.direction === 'outbound') void act({ action: 'read', messageId: message.id });
  };

  return (
    <div class="audio">
      <span class="audio-icon">
        <Icon name={voice ? 'mic' : 'music'} />
      </span>
      <IconButton icon={playing ? 'pause' : 'play'} label={playing ? 'Pause' : 'Play'} onClick={toggle} />
      <div class="bars" aria-hidden="true">
        {barHeights(key).map((height, index) => (
          <i key={index} class={index / BARS < progress ? 'played' : ''} style={{ height: `${height}%` }} />
        ))}
      </div>
      <small>{length === undefined ? (voice ? 'Voice' : 'Audio') : playTime(length)}</small>
      <audio
        ref={player}
        src={url}
        preload="none"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onLoadedMetadata={(event) => setLength(event.currentTarget.duration)}
        onTimeUpdate={({ currentTarget: audio }) => setProgress(audio.currentTime / (audio.duration || 1))}
      />
    </div>
  );
}

function barHeights(key: string): number[] {
  return Array.from({ length: BARS }, (_, index) => 18 + (hueOf(`${key}${index * 7}`) % 82));
}
