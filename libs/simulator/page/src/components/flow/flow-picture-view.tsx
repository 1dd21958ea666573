import type { FlowPicture } from '../../flow/flow-part.js';
import { hueOf } from '../../format/hue.js';
import { Icon } from '../ui/icon.js';

interface FlowPictureViewProps {
  readonly picture: FlowPicture;
  readonly height?: number | undefined;
}

/** A picture of a flow; a drawing in place of one that the flow does not carry in itself. */
export function FlowPictureView({ picture: { source, alt }, height }: FlowPictureViewProps) {
  const style = height === undefined ? {} : { height: `${height}px` };
  if (source !== undefined) return <img class="flow-picture" src={source} alt={alt} style={style} />;
  return (
    <div
      class="flow-picture picture placeholder"
      style={{ ...style, '--hue': hueOf(alt) }}
      role="img"
      aria-label={alt}
    >
      <Icon name="image" size={30} />
      <small class="one-line">{alt}</small>
    </div>
  );
}
