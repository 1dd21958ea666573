import type { MessageView } from '../../../../src/control/api/index.js';
import { dig, listAt, textAt } from '../../format/read-json.js';
import { act } from '../../state/actions.js';
import { BubbleButton } from './bubble-button.js';
import { Parts } from './message-parts.js';
import { ProductCard } from './product-card.js';

interface InteractiveCarouselProps {
  readonly message: MessageView;
  readonly cards: readonly unknown[];
  readonly onCart: () => void;
}

/** Cards beside each other; the row scrolls sideways. */
export function InteractiveCarousel({ message, cards, onCart }: InteractiveCarouselProps) {
  return (
    <div class="carousel" role="group" aria-label="Cards" tabIndex={0}>
      {cards.map((card, cardIndex) => {
        const action = dig(card, 'action');
        const url = textAt(action, 'parameters', 'url');
        const product = textAt(action, 'product_retailer_id');
        return (
          <div class="card" key={cardIndex}>
            <Parts header={dig(card, 'header')} body={textAt(card, 'body', 'text')} />
            {product === undefined ? null : (
              <>
                <ProductCard id={product} catalog={textAt(action, 'catalog_id')} />
                <BubbleButton icon="cart" label="View" onPress={onCart} />
              </>
            )}
            {url === undefined ? null : (
              <BubbleButton
                icon="external"
                label={textAt(action, 'parameters', 'display_text') ?? 'Open'}
                href={url}
              />
            )}
            {listAt(action, 'buttons').map((button, index) => (
              <BubbleButton
                key={index}
                icon="reply"
                label={textAt(button, 'quick_reply', 'title') ?? 'Reply'}
                onPress={() =>
                  void act({ action: 'press_button', messageId: message.id, index, card: cardIndex })
                }
              />
            ))}
          </div>
        );
      })}
    </div>
  );
}
