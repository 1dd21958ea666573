import type { MessageView } from '../../../../src/control/api/index.js';
import { dig, listAt, textAt } from '../../format/read-json.js';
import { act } from '../../state/actions.js';
import { replyTo } from '../../state/selection.state.js';
import { openAttachment } from '../compose/attachment.state.js';
import { BubbleButton } from './bubble-button.js';
import { InteractiveCarousel } from './interactive-carousel.js';

/** The forms that buttons open. */
export type InteractiveDialog = 'list' | 'flow' | 'address' | 'cart';

interface InteractiveButtonsProps {
  readonly message: MessageView;
  readonly type: string;
  readonly open: (dialog: InteractiveDialog) => void;
}

/** The parts of an interactive message that can be pressed. */
export function InteractiveButtons({ message, type, open }: InteractiveButtonsProps) {
  const messageId = message.id;
  const action = dig(message.content, 'action');
  const parameters = dig(action, 'parameters');
  switch (type) {
    case 'button':
      return listAt(action, 'buttons').map((button, index) => (
        <BubbleButton
          key={index}
          icon="reply"
          label={textAt(button, 'reply', 'title') ?? 'Reply'}
          onPress={() => void act({ action: 'press_button', messageId, index })}
        />
      ));
    case 'list':
      return (
        <BubbleButton icon="list" label={textAt(action, 'button') ?? 'Choose'} onPress={() => open('list')} />
      );
    case 'cta_url':
      return (
        <BubbleButton
          icon="external"
          label={textAt(parameters, 'display_text') ?? 'Open'}
          href={textAt(parameters, 'url')}
        />
      );
    case 'flow':
      return (
        <BubbleButton
          icon="flow"
          label={textAt(parameters, 'flow_cta') ?? 'Open'}
          onPress={() => open('flow')}
        />
      );
    case 'address_message':
      return <BubbleButton icon="location" label="Provide address" onPress={() => open('address')} />;
    case 'location_request_message':
      return (
        <BubbleButton
          icon="location"
          label="Send location"
          onPress={() => {
            replyTo.value = message;
            openAttachment('location');
          }}
        />
      );
    case 'product':
    case 'product_list':
    case 'catalog_message':
      return (
        <BubbleButton
          icon="cart"
          label={type === 'product' ? 'View product' : 'View items'}
          onPress={() => open('cart')}
        />
      );
    case 'carousel':
      return (
        <InteractiveCarousel message={message} cards={listAt(action, 'cards')} onCart={() => open('cart')} />
      );
    case 'voice_call':
      return (
        <BubbleButton
          icon="phone"
          label={textAt(parameters, 'display_text') ?? 'Call now'}
          onPress={() => void act({ action: 'call' })}
        />
      );
    case 'call_permission_request':
      return (
        <>
          <BubbleButton
            icon="check"
            label="Always allow"
            onPress={() => answerCalls(messageId, 'accept', true)}
          />
          <BubbleButton
            icon="clock"
            label="Allow for 7 days"
            onPress={() => answerCalls(messageId, 'accept', false)}
          />
          <BubbleButton
            icon="close"
            label="Don’t allow"
            onPress={() => answerCalls(messageId, 'reject', false)}
          />
        </>
      );
    case 'request_contact_info':
      return (
        <BubbleButton
          icon="person"
          label="Share contact info"
          onPress={() => void act({ action: 'share_contact_info', messageId })}
        />
      );
    default:
      return null;
  }
}

function answerCalls(messageId: string, response: 'accept' | 'reject', permanent: boolean): void {
  void act({ action: 'answer_call_permission', messageId, response, permanent });
}
