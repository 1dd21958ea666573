import { textAt, dig } from '../../format/read-json.js';
import { FormattedText } from '../ui/formatted-text.js';
import { DocumentContent } from './document-content.js';
import { LocationContent } from './location-content.js';
import { Picture } from './picture.js';
import { ProductCard } from './product-card.js';

interface HeaderProps {
  /** `{ type, text | image | video | document }`, or a template's `{ format, text, parameter }`. */
  readonly header: unknown;
}

/** The header of an interactive message or of a template. */
export function Header({ header }: HeaderProps) {
  const kind = (textAt(header, 'type') ?? textAt(header, 'format') ?? '').toLowerCase();
  const parameter = dig(header, 'parameter');
  const medium = dig(header, kind) ?? dig(parameter, kind) ?? parameter;
  switch (kind) {
    case 'text':
      return <p class="part-header">{textAt(header, 'text')}</p>;
    case 'image':
    case 'video':
    case 'gif':
      return <Picture kind={kind === 'image' ? 'image' : 'video'} media={medium} alt={`Header: ${kind}`} />;
    case 'document':
      return <DocumentContent media={medium} />;
    case 'location':
      return <LocationContent location={medium} />;
    case 'product':
      return <ProductCard id={textAt(medium, 'product_retailer_id') ?? 'product'} />;
    default:
      return null;
  }
}

interface PartsProps {
  readonly header?: unknown;
  readonly body?: string | undefined;
  readonly footer?: string | undefined;
}

/** Header, body and footer. */
export function Parts({ header, body, footer }: PartsProps) {
  return (
    <>
      {header === undefined ? null : <Header header={header} />}
      {body === undefined ? null : <FormattedText text={body} />}
      {footer === undefined ? null : <p class="part-footer">{footer}</p>}
    </>
  );
}
