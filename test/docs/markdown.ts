/** A fenced block of TypeScript in a Markdown file. */
export interface CodeBlock {
  /** The line in the file of the block's first line, counted from 1. */
  readonly line: number;
  readonly code: string;
}

/** A link to another file of the repository. */
export interface LocalLink {
  readonly line: number;
  /** As it is written, without the part after `#`. */
  readonly target: string;
}

/** Every ```ts block of a Markdown text. */
export function codeBlocks(markdown: string): CodeBlock[] {
  return [...markdown.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(({ index, 1: code = '' }) => ({
    line: lineAt(markdown, index) + 1,
    code,
  }));
}

/** Every link that does not lead out of the repository or stay on the page. */
export function localLinks(markdown: string): LocalLink[] {
  const prose = markdown.replace(/^```[\s\S]*?^```$/gm, (block) => block.replace(/[^\n]/g, ' '));
  return [...prose.matchAll(/\]\((?![a-z]+:|#)([^)#\s]+)[^)]*\)/g)].map(({ index, 1: target = '' }) => ({
    line: lineAt(prose, index),
    target,
  }));
}

/** The cells of each table of a Markdown text, row by row; the first row is its head. */
export function tables(markdown: string): string[][][] {
  return [...markdown.matchAll(/(?:^\|.*\|$\n?)+/gm)].map(([table]) => {
    const rows = table.trim().split('\n');
    return rows
      .filter((_row, index) => index !== 1)
      .map((row) =>
        row
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim()),
      );
  });
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}
