import { hueOf } from '../../format/hue.js';
import { textAt } from '../../format/read-json.js';

interface LocationContentProps {
  readonly location: unknown;
}

/** A place on a drawn map; a real one would come from another host. */
export function LocationContent({ location }: LocationContentProps) {
  const coordinates = [textAt(location, 'latitude'), textAt(location, 'longitude')].join(', ');
  const name = textAt(location, 'name');
  const address = textAt(location, 'address');
  const turn = hueOf(coordinates);
  return (
    <div class="location">
      <svg
        viewBox="0 0 280 130"
        preserveAspectRatio="xMidYMid slice"
        role="img"
        aria-label={`Map at ${coordinates}`}
      >
        <rect class="map-land" width="280" height="130" />
        <g transform={`rotate(${turn % 60} 140 65)`}>
          <path class="map-water" d={`M-60 ${110 + (turn % 30)}q90-50 190-20t220-30v200H-60z`} />
          <path class="map-park" d="M20 20h70v40H20zM190-10h60v45h-60z" />
          <path class="map-road" d="M-60 70H360M60-80V240M150-80V240M-60 10H360M230-80V240" />
          <path class="map-road wide" d="M-60 120L360-20" />
        </g>
        <path class="map-pin" d="M140 74c-9-12-16-19-16-28a16 16 0 0 1 32 0c0 9-7 16-16 28z" />
        <circle class="map-dot" cx="140" cy="46" r="6" />
      </svg>
      {name === undefined ? null : <b>{name}</b>}
      {address === undefined ? null : <span>{address}</span>}
      <small>{coordinates}</small>
    </div>
  );
}
