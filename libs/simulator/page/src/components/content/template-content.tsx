import { useState } from 'preact/hooks';
import type { ButtonView, MessageView } from '../../../../src/control/api/index.js';
import { textAt } from '../../format/read-json.js';
import { Icon } from '../ui/icon.js';
import { CartDialog } from './cart-dialog.js';
import { FlowDialog } from '../flow/flow-dialog.js';
import { Parts } from './message-parts.js';
import { TemplateButton } from './template-button.js';

interface TemplateContentProps {
  readonly message: MessageView;
}

/** A template with its parameters filled in: header, body, footer, cards and buttons. */
export function TemplateContent({ message }: TemplateContentProps) {
  const { template } = message;
  const [dialog, setDialog] = useState<ButtonView['kind']>();
  if (!template) {
    return (
      <p class="template-name">
        <Icon name="document" size={14} /> Template “{textAt(message.content, 'name')}”
      </p>
    );
  }
  const button = (view: ButtonView, card?: number) => (
    <TemplateButton key={view.index} button={view} card={card} messageId={message.id} open={setDialog} />
  );
  return (
    <>
      <p class="template-name" title={`${template.category.toLowerCase()} template`}>
        <Icon name="document" size={14} /> {template.name} · {template.language}
      </p>
      <Parts header={template.header} body={template.body} footer={template.footer} />
      {template.cards.length === 0 ? null : (
        <div class="carousel" role="group" aria-label="Cards" tabIndex={0}>
          {template.cards.map((card, index) => (
            <div class="card" key={index}>
              <Parts header={card.header} body={card.body} />
              {card.buttons.map((view) => button(view, index))}
            </div>
          ))}
        </div>
      )}
      <div class="bubble-buttons">{template.buttons.map((view) => button(view))}</div>
      {dialog === 'flow' ? <FlowDialog message={message} onClose={() => setDialog(undefined)} /> : null}
      {dialog === 'catalog' ? <CartDialog message={message} onClose={() => setDialog(undefined)} /> : null}
    </>
  );
}
