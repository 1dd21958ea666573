import type { ComponentChildren } from 'preact';
import { attempt } from '../../state/actions.js';
import { IconButton } from './icon-button.js';

interface JsonViewProps {
  readonly label: string;
  readonly value: unknown;
}

const TOKEN =
  /(?<key>"(?:[^"\\]|\\.)*")(?=\s*:)|(?<string>"(?:[^"\\]|\\.)*")|(?<word>\b(?:true|false|null)\b)|(?<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/g;

/** JSON, indented and coloured, with a button that copies it. */
export function JsonView({ label, value }: JsonViewProps) {
  const text = JSON.stringify(value, null, 2) ?? 'undefined';
  return (
    <div class="json">
      <IconButton
        icon="copy"
        size={16}
        label={`Copy ${label}`}
        onClick={() => void attempt(navigator.clipboard.writeText(text))}
      />
      {/* Scrolls sideways: keyboards must reach it. */}
      <pre tabIndex={0} role="region" aria-label={label}>
        <code>{coloured(text)}</code>
      </pre>
    </div>
  );
}

function coloured(text: string): ComponentChildren[] {
  const pieces: ComponentChildren[] = [];
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    const kind = Object.entries(match.groups ?? {}).find(([, found]) => found !== undefined)?.[0];
    pieces.push(text.slice(end, match.index), <span class={`json-${kind ?? 'word'}`}>{match[0]}</span>);
    end = match.index + match[0].length;
  }
  return [...pieces, text.slice(end)];
}
