/** A piece of a line. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string }
  | { readonly kind: 'bold' | 'italic' | 'strike'; readonly children: readonly Inline[] };

/** A line, or lines that belong together. */
export type Block =
  | { readonly kind: 'line'; readonly children: readonly Inline[] }
  | { readonly kind: 'quote' | 'bullets'; readonly items: readonly (readonly Inline[])[] }
  | { readonly kind: 'numbers'; readonly start: number; readonly items: readonly (readonly Inline[])[] }
  | { readonly kind: 'code'; readonly text: string };

const MARKS = { '*': 'bold', _: 'italic', '~': 'strike' } as const;
const WORD = /[\p{L}\p{N}]/u;
const LINK = /^https?:\/\/[^\s<>"]+/i;
const BULLET = /^[-*] +(?=\S)/;
const NUMBER = /^(\d{1,3})\. +(?=\S)/;
const QUOTE = /^> ?/;

/** Reads a text as WhatsApp's apps do: `*bold*`, `_italic_`, `~strike~`, code, quotes and lists. */
export function formatText(text: string): Block[] {
  // Odd pieces stand between two fences; a last fence without a partner is no fence.
  const pieces = text.split('```');
  const fenced = pieces.length % 2 === 1 ? pieces : [...pieces.slice(0, -2), pieces.slice(-2).join('```')];
  return fenced.flatMap((piece, index): Block[] => {
    if (index % 2 === 1) return [{ kind: 'code', text: piece.replace(/^\n|\n$/g, '') }];
    const around = index > 0 ? piece.replace(/^\n/, '') : piece;
    const lines = index < fenced.length - 1 ? around.replace(/\n$/, '') : around;
    return lines === '' && fenced.length > 1 ? [] : formatLines(lines.split('\n'));
  });
}

function formatLines(lines: readonly string[]): Block[] {
  const blocks: Block[] = [];
  for (let index = 0; index < lines.length;) {
    const line = lines[index] ?? '';
    const pattern = [QUOTE, BULLET, NUMBER].find((candidate) => candidate.test(line));
    if (!pattern) {
      blocks.push({ kind: 'line', children: formatLine(line) });
      index += 1;
      continue;
    }
    const items: Inline[][] = [];
    for (; index < lines.length && pattern.test(lines[index] ?? ''); index += 1) {
      items.push(formatLine((lines[index] ?? '').replace(pattern, '')));
    }
    if (pattern === NUMBER) blocks.push({ kind: 'numbers', start: Number(NUMBER.exec(line)?.[1]), items });
    else blocks.push({ kind: pattern === QUOTE ? 'quote' : 'bullets', items });
  }
  return blocks;
}

/** A text in one line, without its marks. */
export function plainText(text: string): string {
  return formatText(text)
    .flatMap((block) => {
      if (block.kind === 'code') return [block.text];
      return block.kind === 'line' ? [plainLine(block.children)] : block.items.map(plainLine);
    })
    .join(' ');
}

function plainLine(pieces: readonly Inline[]): string {
  return pieces.map((piece) => ('children' in piece ? plainLine(piece.children) : piece.text)).join('');
}

/** The marks within one line. */
export function formatLine(line: string): Inline[] {
  const pieces: Inline[] = [];
  let plain = '';
  const push = (piece: Inline, length: number): number => {
    if (plain !== '') pieces.push({ kind: 'text', text: plain });
    plain = '';
    pieces.push(piece);
    return length;
  };
  for (let index = 0; index < line.length;) {
    const atBorder = !WORD.test(line[index - 1] ?? ' ');
    const found = atBorder ? pieceAt(line, index) : undefined;
    if (found) {
      index += push(found.piece, found.length);
    } else {
      plain += line[index] ?? '';
      index += 1;
    }
  }
  if (plain !== '') pieces.push({ kind: 'text', text: plain });
  return pieces;
}

function pieceAt(line: string, index: number): { piece: Inline; length: number } | undefined {
  const mark = line[index];
  if (mark === '`' || mark === '*' || mark === '_' || mark === '~') {
    const end = closing(line, mark, index);
    if (end === undefined) return undefined;
    const inner = line.slice(index + 1, end);
    const length = end + 1 - index;
    if (mark === '`') return { piece: { kind: 'code', text: inner }, length };
    return { piece: { kind: MARKS[mark], children: formatLine(inner) }, length };
  }
  const address = LINK.exec(line.slice(index, index + 2048))?.[0].replace(/[.,;:!?)*_~]+$/, '');
  return address === undefined
    ? undefined
    : { piece: { kind: 'link', text: address }, length: address.length };
}

/** Finds where a mark closes: not beside a space inside, nor beside a word outside. */
function closing(line: string, mark: string, opening: number): number | undefined {
  if (/\s/.test(line[opening + 1] ?? ' ')) return undefined;
  for (let end = line.indexOf(mark, opening + 2); end >= 0; end = line.indexOf(mark, end + 1)) {
    if (!/\s/.test(line[end - 1] ?? ' ') && !WORD.test(line[end + 1] ?? ' ')) return end;
  }
  return undefined;
}
