import type { ComponentChildren } from 'preact';
import { formatText, type Block, type Inline } from '../../format/format-text.js';

interface FormattedTextProps {
  readonly text: string;
}

const ELEMENTS = { bold: 'strong', italic: 'em', strike: 's' } as const;

/** A text with WhatsApp's marks; everything else in it is shown as it is. */
export function FormattedText({ text }: FormattedTextProps) {
  return (
    <div class="formatted" dir="auto">
      {formatText(text).map((block, index) => (
        <BlockView key={index} block={block} />
      ))}
    </div>
  );
}

function BlockView({ block }: { readonly block: Block }) {
  if (block.kind === 'code') return <pre>{block.text}</pre>;
  if (block.kind === 'line')
    return <p>{block.children.length === 0 ? <br /> : block.children.map(inline)}</p>;
  if (block.kind === 'quote') {
    return (
      <blockquote>
        {block.items.map((item, index) => (
          <p key={index}>{item.map(inline)}</p>
        ))}
      </blockquote>
    );
  }
  const items = block.items.map((item, index) => <li key={index}>{item.map(inline)}</li>);
  return block.kind === 'numbers' ? <ol start={block.start}>{items}</ol> : <ul>{items}</ul>;
}

function inline(piece: Inline, index: number): ComponentChildren {
  if (piece.kind === 'text') return piece.text;
  if (piece.kind === 'code') return <code key={index}>{piece.text}</code>;
  if (piece.kind === 'link') {
    return (
      <a key={index} href={piece.text} target="_blank" rel="noreferrer noopener">
        {piece.text}
      </a>
    );
  }
  const Element = ELEMENTS[piece.kind];
  return <Element key={index}>{piece.children.map(inline)}</Element>;
}
