import { marked, type Token, type Tokens } from 'marked';
import type { ComponentChildren } from 'preact';
import { pictureAddress } from '../../flow/flow-pieces.js';
import { FlowPictureView } from './flow-picture-view.js';

interface RichTextProps {
  readonly text: string;
}

/** A text in Markdown as flows have it. HTML in it is shown as it is. */
export function RichText({ text }: RichTextProps) {
  return <div class="rich-text">{pieces(marked.lexer(text))}</div>;
}

function pieces(tokens: readonly Token[] | undefined): ComponentChildren {
  return tokens?.map((token, index) => (isKnown(token) ? <Piece key={index} token={token} /> : token.raw));
}

type MarkdownToken =
  | Tokens.Heading
  | Tokens.Paragraph
  | Tokens.List
  | Tokens.Table
  | Tokens.Strong
  | Tokens.Em
  | Tokens.Del
  | Tokens.Link
  | Tokens.Image
  | Tokens.Codespan
  | Tokens.Br
  | Tokens.Text;

const KNOWN = new Set('heading paragraph list table strong em del link image codespan br text'.split(' '));

function isKnown(token: Token): token is MarkdownToken {
  return KNOWN.has(token.type);
}

function Piece({ token }: { readonly token: MarkdownToken }) {
  switch (token.type) {
    case 'heading':
      return token.depth === 1 ? <h3>{pieces(token.tokens)}</h3> : <h4>{pieces(token.tokens)}</h4>;
    case 'paragraph':
      return <p>{pieces(token.tokens)}</p>;
    case 'list': {
      const items = token.items.map((item: Tokens.ListItem, index: number) => (
        <li key={index}>{pieces(item.tokens)}</li>
      ));
      return token.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
    }
    case 'table':
      return <Table table={token} />;
    case 'strong':
      return <strong>{pieces(token.tokens)}</strong>;
    case 'em':
      return <em>{pieces(token.tokens)}</em>;
    case 'del':
      return <s>{pieces(token.tokens)}</s>;
    case 'link':
      return /^https?:/i.test(token.href) ? (
        <a href={token.href} target="_blank" rel="noreferrer noopener">
          {pieces(token.tokens)}
        </a>
      ) : (
        <>{token.text}</>
      );
    case 'image':
      return (
        <FlowPictureView picture={{ source: pictureAddress(token.href), alt: token.text || 'Picture' }} />
      );
    case 'codespan':
      return <code>{token.text}</code>;
    case 'br':
      return <br />;
    case 'text':
    default:
      return <>{token.tokens ? pieces(token.tokens) : token.text}</>;
  }
}

function Table({ table: { header, rows } }: { readonly table: Tokens.Table }) {
  return (
    <table>
      <thead>
        <tr>
          {header.map((cell, index) => (
            <th key={index}>{pieces(cell.tokens)}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, rowIndex) => (
          <tr key={rowIndex}>
            {row.map((cell, index) => (
              <td key={index}>{pieces(cell.tokens)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
