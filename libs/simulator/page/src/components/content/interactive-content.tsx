import { useState } from 'preact/hooks';
import type { MessageView } from '../../../../src/control/api/index.js';
import { dig, listAt, textAt } from '../../format/read-json.js';
import { AddressDialog } from './address-dialog.js';
import { CartDialog } from './cart-dialog.js';
import { FlowDialog } from '../flow/flow-dialog.js';
import { InteractiveAnswer } from './interactive-answer.js';
import { InteractiveButtons, type InteractiveDialog } from './interactive-buttons.js';
import { ListDialog } from './list-dialog.js';
import { Parts } from './message-parts.js';
import { PaymentDetails } from './payment-details.js';
import { ProductCard } from './product-card.js';
import { ProductSections } from './product-sections.js';

interface InteractiveContentProps {
  readonly message: MessageView;
}

/** Header, body and footer of an interactive message, with what can be pressed in it; or the answer to one. */
export function InteractiveContent({ message }: InteractiveContentProps) {
  const { content } = message;
  const [dialog, setDialog] = useState<InteractiveDialog>();
  const close = () => setDialog(undefined);
  const type = textAt(content, 'type') ?? '';
  if (message.direction === 'inbound') return <InteractiveAnswer content={content} type={type} />;
  return (
    <>
      <Parts
        header={dig(content, 'header')}
        body={
          textAt(content, 'body', 'text') ??
          (type === 'call_permission_request' ? 'May we call you?' : undefined)
        }
        footer={textAt(content, 'footer', 'text')}
      />
      <Details type={type} content={content} />
      <div class="bubble-buttons">
        <InteractiveButtons message={message} type={type} open={setDialog} />
      </div>
      {dialog === 'list' ? <ListDialog message={message} onClose={close} /> : null}
      {dialog === 'flow' ? <FlowDialog message={message} onClose={close} /> : null}
      {dialog === 'address' ? <AddressDialog message={message} onClose={close} /> : null}
      {dialog === 'cart' ? <CartDialog message={message} onClose={close} /> : null}
    </>
  );
}

function Details({ type, content }: { readonly type: string; readonly content: unknown }) {
  const action = dig(content, 'action');
  switch (type) {
    case 'product':
      return (
        <ProductCard
          id={textAt(action, 'product_retailer_id') ?? 'product'}
          catalog={textAt(action, 'catalog_id')}
        />
      );
    case 'product_list':
      return <ProductSections sections={listAt(action, 'sections')} catalog={textAt(action, 'catalog_id')} />;
    case 'order_details':
    case 'order_status':
      return <PaymentDetails parameters={dig(action, 'parameters')} />;
    default:
      return null;
  }
}
